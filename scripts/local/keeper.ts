import { spawn } from 'node:child_process';

// A line "done" means the process was ended in good order; the end of the pipe means that we are gone.
const script = `
read -r word
[ "$word" = done ] && exit 0
kill -s "$1" -- "$2" 2>/dev/null || exit 0
n=0
while [ "$n" -lt "$3" ]; do sleep 1; kill -s 0 -- "$2" 2>/dev/null || exit 0; n=$((n + 1)); done
kill -s KILL -- "$2" 2>/dev/null
`;

/**
 * Ends a process when we end, even by SIGKILL: a shell waits on a pipe that only we hold open, and signals when it closes.
 * Returns a function that lets the keeper go without a signal, and settles when it has gone.
 */
export function endWithUs(
  pid: number,
  options: { group: boolean; signal: 'TERM' | 'INT' | 'QUIT'; graceSeconds: number },
): () => Promise<void> {
  if (process.platform === 'win32') return () => Promise.resolve();
  const target = options.group ? `-${pid}` : String(pid);
  const keeper = spawn(
    '/bin/sh',
    ['-c', script, 'keeper', options.signal, target, String(options.graceSeconds)],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  const gone = new Promise<void>((resolve) => {
    keeper.once('exit', () => resolve());
    keeper.once('error', () => resolve());
  });
  keeper.unref();
  const pipe = keeper.stdin;
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  pipe.on('error', () => undefined);
  return () => {
    // Whoever waits for it must not find the event loop empty before it has gone.
    keeper.ref();
    pipe.end('done\n');
    return gone;
  };
}
