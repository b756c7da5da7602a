import type { core } from 'zod';
import { formatNumber, plural } from './format';

/** What is said of a value that its schema refuses without words of its own; undefined: as zod says it. */
export function plainIssue(issue: core.$ZodRawIssue): string | undefined {
  if (issue.code === 'too_big') return `At most ${measured(issue.origin, Number(issue.maximum))}.`;
  if (issue.code === 'too_small') return `At least ${measured(issue.origin, Number(issue.minimum))}.`;
  return undefined;
}

const measured = (of: string, bound: number): string =>
  of === 'string' ? plural(bound, 'character') : formatNumber(bound);
