import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, signal, waitUntilGone, type ProcessIdentity } from './process-identity';
import type { RunningProgram } from './run-program';
import { writeJsonPrivately } from './write-privately';

const recordOf = (dataDir: string): string => join(dataDir, 'programs.json');

/** Which processes run, for the start after one that was killed, and for tests that kill one. */
export function recordPrograms(dataDir: string, programs: readonly RunningProgram[]): void {
  writeJsonPrivately(
    recordOf(dataDir),
    programs.flatMap((program) => program.identity() ?? []),
  );
}

export function forgetPrograms(dataDir: string): void {
  rmSync(recordOf(dataDir), { force: true });
}

export async function endProgramsLeftBehind(dataDir: string): Promise<void> {
  const path = recordOf(dataDir);
  if (!existsSync(path)) return;
  const left = (JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity[]).filter(isAlive);
  await Promise.all(
    left.map(async (identity) => {
      signal(-identity.pid, 'SIGTERM');
      if (!(await waitUntilGone(identity, 8_000))) signal(-identity.pid, 'SIGKILL');
      await waitUntilGone(identity, 2_000);
    }),
  );
  forgetPrograms(dataDir);
}
