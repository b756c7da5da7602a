import { runStep } from '../local/run-step';

/** Longer than the most patient single test: that one ends by its own limit, with its name. */
const maxSilence = 8 * 60_000;

/** However long it takes, as long as it says something now and then. */
export const runTestProgram = (
  args: string[],
  options: { env: NodeJS.ProcessEnv; abort: AbortSignal; hear?: (line: string) => void },
): Promise<{ code: number; output: string }> => runStep(args, { ...options, maxSilence, graceSeconds: 12 });
