/** Whether somebody asked it to stop: a bench of hours ends with what it is at then, and prints what it has. */
export function stopAsked(): () => boolean {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return () => stop.signal.aborted;
}
