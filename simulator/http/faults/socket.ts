import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { WireAnswer } from './change-answer';
import { numberArg } from './effects';
import type { Strikes } from './strikes';

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

/** Before anything is done. Tells whether the call ends here. */
export async function spoilRequest(
  strikes: Strikes,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<boolean> {
  if (strikes.none) return false;
  const delay = strikes.take('delay');
  if (delay) await waitSeconds(numberArg(delay.args, 'seconds', 1), signal);
  if (strikes.take('timeout-before')) {
    request.resume();
    return true;
  }
  if (strikes.take('reset-before-head')) {
    request.socket.resetAndDestroy();
    return true;
  }
  const upload = strikes.take('reset-upload');
  if (upload) {
    resetAfter(request, numberArg(upload.args, 'bytes', 1));
    return true;
  }
  const slow = strikes.take('slow-reader');
  if (slow) {
    request.pause();
    await waitSeconds(numberArg(slow.args, 'seconds', 30), signal);
  }
  return response.destroyed;
}

/** After the call was done. Tells whether the answer has been dealt with. */
export async function spoilResponse(
  strikes: Strikes,
  response: ServerResponse,
  answer: WireAnswer,
  signal: AbortSignal,
): Promise<boolean> {
  if (strikes.none) return false;
  const { status, headers, content } = answer;
  if (strikes.take('timeout-after')) return true;
  if (strikes.take('reset-after')) {
    response.socket?.resetAndDestroy();
    return true;
  }
  const late = strikes.take('late-answer');
  if (late) await waitSeconds(numberArg(late.args, 'seconds', 122), signal);
  const half = content.subarray(0, Math.floor(content.length / 2));
  if (strikes.take('reset-mid-body')) {
    response.writeHead(status, { ...headers, 'Content-Length': content.length });
    response.write(half);
    // What comes together with the bytes looks to some clients like an end in good order.
    await waitSeconds(resetSeconds, signal);
    response.socket?.resetAndDestroy();
    return true;
  }
  if (strikes.take('short-body')) {
    response.strictContentLength = false;
    response.writeHead(status, { ...headers, 'Content-Length': content.length + 100 });
    response.write(content, () => response.socket?.end());
    return true;
  }
  if (strikes.take('chunked-unfinished')) {
    response.writeHead(status, { ...headers, 'Transfer-Encoding': 'chunked' });
    response.write(half, () => response.socket?.end());
    return true;
  }
  const drip = content.length > 0 ? strikes.take('slow-drip') : undefined;
  if (drip) {
    await dripOut(response, answer, numberArg(drip.args, 'bytesPerSecond', 1), signal);
    return true;
  }
  const { socket } = response;
  if (strikes.take('close-idle')) response.once('finish', () => socket?.destroy());
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
