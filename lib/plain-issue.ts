import type { core } from 'zod';
import { formatNumber, plural } from './format';

/** What is said of a value that its schema refuses without words of its own; undefined: as zod says it. */
export function plainIssue(issue: core.$ZodRawIssue): string | undefined {
  if ((issue.code !== 'too_big' && issue.code !== 'too_small') || issue.origin === 'date') return undefined;
  return issue.code === 'too_big'
    ? `${issue.inclusive === false ? 'Less than' : 'At most'} ${measured(issue.origin, Number(issue.maximum))}.`
    : `${issue.inclusive === false ? 'More than' : 'At least'} ${measured(issue.origin, Number(issue.minimum))}.`;
}

const measured = (of: string, bound: number): string =>
  of === 'string' ? plural(bound, 'character') : formatNumber(bound);
