import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  claimKey,
  holdSeconds,
  noteEffect,
  outsideOf,
  releaseKey,
  renewHold,
  storeAnswer,
  type Effects,
  type KeyedCall,
  type StoredAnswer,
} from '@/lib/api-tokens';
import type { Context } from '@/lib/context';
import { HttpProblem } from './http-problem';

const waitsMs = [20, 50, 100, 200, 400];
const patienceMs = (holdSeconds + 5) * 1000;

/** The key of a POST, null where it gives none. */
export function readIdempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = 'Between 1 and 255 visible ASCII characters, without blanks.';
  throw new HttpProblem(400, 'invalid_input', `Idempotency-Key: ${message}`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}

export const keyedCall = (tokenId: string, key: string, route: string, body: Uint8Array): KeyedCall => ({
  tokenId,
  key,
  route,
  bodyHash: new Uint8Array(createHash('sha256').update(body).digest()),
});

export type Once = { ctx: Context; effects: Effects };

/**
 * One effect and one answer per key. A repetition gets the stored answer; beside a call that is under way it waits. A
 * call that was killed frees its key, and the next one finds in `effects` what had been done: the verb noted it in
 * its own transaction. Another body or route with the key is refused (422). A refusal is not stored: nothing was done.
 */
export async function answerOnce(
  ctx: Context,
  call: KeyedCall,
  work: (once: Once) => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  const { holder, effects, answer } = await claim(ctx, call);
  if (answer) return { ...answer, replayed: true };
  const renewing = setInterval(
    () => {
      renewHold(ctx, call, holder).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'could not keep an idempotency key'),
      );
    },
    (holdSeconds * 1000) / 3,
  );
  try {
    const made = await work({
      ctx: { ...ctx, onAudit: noteEffect(call, holder), outside: outsideOf(ctx, call, holder, effects) },
      effects,
    });
    await storeAnswer(ctx, call, holder, made);
    return { ...made, replayed: false };
  } catch (error) {
    await releaseKey(ctx, call, holder);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

async function claim(
  ctx: Context,
  call: KeyedCall,
): Promise<{ holder: string; effects: Effects; answer: StoredAnswer | null }> {
  const until = Date.now() + patienceMs;
  for (let turn = 0; ; turn += 1) {
    const claimed = await claimKey(ctx, call);
    if (claimed.kind === 'mine') return { ...claimed, answer: null };
    if (claimed.kind === 'answered') return { holder: '', effects: {}, answer: claimed.answer };
    if (claimed.kind === 'other') throw otherRequest();
    if (Date.now() > until) throw stillRunning();
    await wait(waitsMs[Math.min(turn, waitsMs.length - 1)]);
  }
}

export const otherRequest = (): HttpProblem =>
  new HttpProblem(
    422,
    'idempotency_mismatch',
    'This Idempotency-Key was used for another request. Take a new key for each new request.',
    {
      errors: [{ path: 'Idempotency-Key', message: 'Used for another request.' }],
    },
  );

export const stillRunning = (): HttpProblem =>
  new HttpProblem(
    409,
    'in_progress',
    'The first call with this Idempotency-Key is still at work. Ask again in a moment.',
    { headers: { 'retry-after': '2' } },
  );
