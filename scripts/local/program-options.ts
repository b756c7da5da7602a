import { projectFolder } from './project';

/** How every program of ours is started. */
export const programOptions = {
  cwd: projectFolder,
  extendEnv: false,
  stdin: 'ignore',
  // A process group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops everything in order.
  detached: true,
  // How it ended is an answer, not an error.
  reject: false,
} as const;
