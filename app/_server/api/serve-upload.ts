import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { holdSeconds, releaseKey, renewHold, sameBytes, storeAnswer, type KeyedCall } from '@/lib/api-tokens';
import type { Context } from '@/lib/context';
import { otherRequest, readIdempotencyKey } from './answer-once';
import { checkInput } from './check-input';
import { HttpProblem } from './http-problem';
import { apiHeaders, problemAnswer } from './problem-answer';
import { admit, type ApiParts } from './serve-api';
import { bytesOf, claimInTime, endOnceRead, hashed, headOf } from './serve-bulk';

/** A file over the plain streams of Node: it is stored as fast as the database takes it, and answered once it is there. */
export async function serveUpload(
  parts: ApiParts,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  let { ctx } = parts;
  try {
    const request = headOf(incoming);
    const admitted = await admit(parts, request, path);
    ctx = admitted.ctx;
    const { upload, query: schema, status } = admitted.route;
    if (!upload) throw new HttpProblem(404, 'not_found', 'There is nothing at this address.');
    const query = checkInput(schema, admitted.rawQuery, 'query');
    const length = request.headers.get('content-length');
    const key = readIdempotencyKey(request);
    const text = await answerOf(
      ctx,
      key === null
        ? null
        : { tokenId: admitted.tokenId, key, route: `POST ${incoming.url ?? path}`, bodyHash: null },
      { status, body: bytesOf(incoming) },
      async (body) =>
        JSON.stringify(
          await upload(admitted.ctx, { query, body, contentLength: length === null ? null : Number(length) }),
        ),
    );
    response.writeHead(status, { ...apiHeaders, 'content-type': 'application/json; charset=utf-8' });
    response.end(text);
  } catch (error) {
    await refuse(error, ctx, incoming, response);
  }
}

/** The same key and file get one answer; a call that was killed left nothing, so its repetition stores the file anew. */
async function answerOf(
  ctx: Context,
  call: KeyedCall | null,
  { status, body }: { status: number; body: AsyncIterable<Uint8Array> },
  work: (body: AsyncIterable<Uint8Array>) => Promise<string>,
): Promise<string> {
  if (call === null) return work(body);
  const claimed = await claimInTime(ctx, call);
  const hash = createHash('sha256');
  const bytes = hashed(body, hash);
  if (claimed.kind === 'answered') {
    for await (const _ of bytes) continue;
    if (!sameBytes(hash.digest(), claimed.bodyHash)) throw otherRequest();
    return claimed.answer.body;
  }
  const renewing = setInterval(
    () => {
      renewHold(ctx, call, claimed.holder).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'could not keep an idempotency key'),
      );
    },
    (holdSeconds * 1000) / 3,
  );
  try {
    const text = await work(bytes);
    const stored = { status, contentType: 'application/json; charset=utf-8', body: text };
    await storeAnswer(ctx, { ...call, bodyHash: new Uint8Array(hash.digest()) }, claimed.holder, stored);
    return text;
  } catch (error) {
    await releaseKey(ctx, call, claimed.holder);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

async function refuse(
  error: unknown,
  ctx: Context,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (response.destroyed || (incoming.destroyed && !incoming.complete)) {
    ctx.log.info('an upload was left by its client');
    response.destroy();
    return;
  }
  const problem = problemAnswer(error, ctx.log);
  response.writeHead(problem.status, Object.fromEntries(problem.headers));
  response.write(await problem.text());
  await endOnceRead(incoming, response);
}
