import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { WireAnswer } from './change-answer';
import { numberArg } from './effects';
import type { Injection } from './rule';

/** Kinds that play with the connection itself. */
export const socketKinds = [
  'timeout-before',
  'reset-before-head',
  'reset-upload',
  'slow-reader',
  'delay',
  'timeout-after',
  'late-answer',
  'reset-after',
  'reset-mid-body',
  'short-body',
  'chunked-unfinished',
  'slow-drip',
  'close-idle',
  'duplicate-delivery',
  'swap-answers',
] as const;

const resetSeconds = 0.02;

const find = (injections: Injection[], ...kinds: string[]): Injection | undefined =>
  injections.find(({ kind }) => kinds.includes(kind));

/** Before anything is done. Tells whether the call ends here. */
export async function spoilRequest(
  injections: Injection[],
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<boolean> {
  if (injections.length === 0) return false;
  const delay = find(injections, 'delay');
  if (delay) await waitSeconds(numberArg(delay.args, 'seconds', 1), signal);
  if (find(injections, 'timeout-before')) {
    request.resume();
    return true;
  }
  if (find(injections, 'reset-before-head')) {
    request.socket.resetAndDestroy();
    return true;
  }
  const upload = find(injections, 'reset-upload');
  if (upload) {
    resetAfter(request, numberArg(upload.args, 'bytes', 1));
    return true;
  }
  const slow = find(injections, 'slow-reader');
  if (slow) {
    request.pause();
    await waitSeconds(numberArg(slow.args, 'seconds', 30), signal);
  }
  return response.destroyed;
}

/** After the call was done. Tells whether the answer has been dealt with. */
export async function spoilResponse(
  injections: Injection[],
  response: ServerResponse,
  answer: WireAnswer,
  signal: AbortSignal,
): Promise<boolean> {
  if (injections.length === 0) return false;
  const { status, headers, content } = answer;
  if (find(injections, 'timeout-after')) return true;
  if (find(injections, 'reset-after')) {
    response.socket?.resetAndDestroy();
    return true;
  }
  const late = find(injections, 'late-answer');
  if (late) await waitSeconds(numberArg(late.args, 'seconds', 122), signal);
  const half = content.subarray(0, Math.floor(content.length / 2));
  if (find(injections, 'reset-mid-body')) {
    response.writeHead(status, { ...headers, 'Content-Length': content.length });
    response.write(half);
    // What comes together with the bytes looks to some clients like an end in good order.
    await waitSeconds(resetSeconds, signal);
    response.socket?.resetAndDestroy();
    return true;
  }
  if (find(injections, 'short-body')) {
    response.strictContentLength = false;
    response.writeHead(status, { ...headers, 'Content-Length': content.length + 100 });
    response.write(content, () => response.socket?.end());
    return true;
  }
  if (find(injections, 'chunked-unfinished')) {
    response.writeHead(status, { ...headers, 'Transfer-Encoding': 'chunked' });
    response.write(half, () => response.socket?.end());
    return true;
  }
  const drip = find(injections, 'slow-drip');
  if (drip) {
    await dripOut(response, answer, numberArg(drip.args, 'bytesPerSecond', 1), signal);
    return true;
  }
  const { socket } = response;
  if (find(injections, 'close-idle')) response.once('finish', () => socket?.destroy());
  return false;
}

async function dripOut(
  response: ServerResponse,
  { status, headers, content }: WireAnswer,
  bytesPerSecond: number,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(status, { ...headers, 'Content-Length': content.length });
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  const pause = step / bytesPerSecond;
  for (let at = 0; at < content.length && !response.destroyed && !signal.aborted; at += step) {
    response.write(content.subarray(at, at + step));
    await waitSeconds(pause, signal);
  }
  response.end();
}

function resetAfter(request: IncomingMessage, bytes: number): void {
  let read = 0;
  request.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read >= bytes) request.socket.resetAndDestroy();
  });
  request.on('end', () => request.socket.resetAndDestroy());
}

async function waitSeconds(seconds: number, signal: AbortSignal): Promise<void> {
  await wait(seconds * 1000, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
