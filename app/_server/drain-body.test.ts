import { expect, test } from 'vitest';
import { answerThenDrain, drainBody } from './drain-body';

/** A body of so many pieces of a hundred bytes; without a number one that never ends. */
function pieces(count = Infinity): {
  next: () => Promise<{ done: boolean; value?: Uint8Array }>;
  given: () => number;
} {
  let given = 0;
  return {
    given: () => given,
    next: async () => {
      if (given >= count) return { done: true };
      given += 1;
      return { done: false, value: new Uint8Array(100) };
    },
  };
}

test('a body is read to its end, and no further than its limit', async () => {
  const whole = pieces(10);
  expect(await drainBody(whole, { bytes: 5_000, milliseconds: 10_000 })).toBe(true);
  expect(whole.given()).toBe(10);
  const endless = pieces();
  expect(await drainBody(endless, { bytes: 5_000, milliseconds: 10_000 })).toBe(false);
  expect(endless.given()).toBe(50);
});

test('a client that falls silent is waited for until the time is over; one that is gone is not', async () => {
  const silent = { next: () => new Promise<never>(() => undefined) };
  expect(await drainBody(silent, { bytes: 5_000, milliseconds: 20 })).toBe(false);
  const gone = { next: () => Promise.reject(new Error('aborted')) };
  expect(await drainBody(gone, { bytes: 5_000, milliseconds: 600_000 })).toBe(true);
});

const sending = (body: ReadableStream): Request =>
  new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit);

test('a refusal can be read before the rest of the body has come, and keeps its status and headers', async () => {
  let more: ReadableStreamDefaultController<Uint8Array> | undefined;
  const request = sending(new ReadableStream({ start: (controller) => void (more = controller) }));
  const refusal = new Response('no', { status: 413, headers: { 'x-kept': 'yes' } });
  const answer = answerThenDrain(request, refusal);
  expect([answer.status, answer.headers.get('x-kept')]).toEqual([413, 'yes']);
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('no');
  const end = reader?.read();
  more?.enqueue(new Uint8Array(1_000));
  more?.close();
  expect((await end)?.done).toBe(true);
});

test('what sends for ever is cut off', async () => {
  let isCancelled = false;
  const request = sending(
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
      cancel: () => void (isCancelled = true),
    }),
  );
  const answer = answerThenDrain(request, new Response('no', { status: 400 }), {
    bytes: 9_000,
    milliseconds: 9_000,
  });
  expect(await answer.text()).toBe('no');
  expect(isCancelled).toBe(true);
});

test('what was done is answered as it is', () => {
  const done = new Response('yes', { status: 201 });
  expect(answerThenDrain(sending(new ReadableStream()), done)).toBe(done);
});
