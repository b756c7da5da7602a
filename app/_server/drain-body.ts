/** How much of a refused body is read and forgotten before its connection is closed, and for how long. */
export const drainLimits = { bytes: 100_000_000, milliseconds: 30_000 };
export type DrainLimits = typeof drainLimits;

type Reading = { next: () => Promise<{ done?: boolean | undefined; value?: Uint8Array | undefined }> };

/**
 * Reads on where nobody wants the rest: a connection that is closed on a client that still sends is reset, and the reset takes
 * with it the answer that the client had not read yet (RFC 9112, 9.6). False: there was more than is waited for.
 */
export async function drainBody(body: Reading, limits: DrainLimits = drainLimits): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limits.milliseconds, null);
  });
  try {
    for (let left = limits.bytes; left > 0;) {
      const part = await Promise.race([body.next(), late]);
      if (part === null) return false;
      if (part.done) return true;
      left -= part.value?.length ?? 0;
    }
    return false;
  } catch {
    // The client went away: nothing comes any more.
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** A refusal that is readable at once and ends when the rest of the body has been taken. What was read to its end ends at once. */
export function answerThenDrain(
  request: Request,
  answer: Response,
  limits: DrainLimits = drainLimits,
): Response {
  const body = request.body;
  if (!body || body.locked || answer.status < 400) return answer;
  const unread = body.getReader();
  const told = answer.body?.getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await told?.read();
      if (part && !part.done) {
        controller.enqueue(part.value);
        return;
      }
      if (!(await drainBody({ next: () => unread.read() }, limits)))
        void unread.cancel().catch(() => undefined);
      controller.close();
    },
    async cancel() {
      await unread.cancel();
    },
  });
  return new Response(stream, { status: answer.status, headers: answer.headers });
}
