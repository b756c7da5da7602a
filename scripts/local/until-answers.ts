import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from './cannot-start';

/** Waits until a part says that it is ready. */
export async function untilAnswers(
  url: string,
  name: string,
  dataDir: string,
  abort: AbortSignal,
): Promise<void> {
  let last = 'no answer';
  for (
    const until = Date.now() + 90_000;
    Date.now() < until;
    await sleep(100, undefined, { signal: abort })
  ) {
    last = await answerOf(url);
    if (last === 'ok') return;
  }
  throw new CannotStart(
    `${name} did not become ready within 90 s (${last}). Its log: ${join(dataDir, 'logs', `${name}.log`)}`,
  );
}

async function answerOf(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    const text = await response.text();
    return response.ok ? 'ok' : `${response.status} ${text.slice(0, 300)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
