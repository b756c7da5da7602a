import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { projectFolder } from '../local/project';
import type { Outcome } from './stage';

/** What a runner wrote, or null when it ended before it wrote. */
export function readReport<Report>(path: string): Report | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : null;
}

export const shortPath = (file: string): string => relative(projectFolder, file);

/** What a runner complains of beside its tests (an unhandled error, a server that did not start) is a failure too. */
export function settle(outcome: Outcome, code: number): Outcome {
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}
