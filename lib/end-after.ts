/**
 * A signal that ends after so long, or with `stop`. Not AbortSignal.any over AbortSignal.timeout: Node 20 may collect a signal that nobody
 * else holds, and then nothing ever ends. Whoever asked for it releases it.
 */
export function endAfter(
  milliseconds: number,
  stop: AbortSignal | undefined,
): { signal: AbortSignal; release: () => void } {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const timer = setTimeout(end, milliseconds);
  stop?.addEventListener('abort', end, { once: true });
  if (stop?.aborted) end();
  return {
    signal: ending.signal,
    release: () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', end);
    },
  };
}
