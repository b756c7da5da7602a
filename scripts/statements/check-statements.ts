import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenStatement } from '../../prisma/test-statements';
import { declarable } from './column-types';
import { findStatements, type TypedStatement } from './find-statements';

/** The statements that the database tests ran, of every file. */
export function readSeen(folder: string): SeenStatement[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = files.flatMap(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SeenStatement[],
  );
  return [...new Map(all.map((statement) => [statement.text, statement])).values()];
}

/** What is wrong with the rows that the code promises, one line each: a statement that no test runs, a column that isn't there, a type that PostgreSQL doesn't give. */
export function checkStatements(
  root: string,
  files: readonly string[],
  seen: readonly SeenStatement[],
): string[] {
  // A type that names no column (a record of any keys, a type parameter) promises none.
  const typed = findStatements(root, files).filter(({ columns }) => columns.size > 0);
  const runs = matchRuns(typed, seen);
  return typed.flatMap((statement) => {
    const answers = (ran: SeenStatement): boolean => shareGiven(statement, ran) >= 0.75;
    const ran = (runs.get(statement) ?? []).filter(answers);
    if (ran.length === 0) {
      const isSaidElsewhere = seen.some((one) => answers(one) && patternOf(statement).test(one.text));
      return isSaidElsewhere ? [] : [`${statement.place}: no database test runs this statement`];
    }
    const wrong = ran.flatMap(({ columns }) => differences(statement, columns));
    return [...new Set(wrong)].map((what) => `${statement.place}: ${what}`);
  });
}

/** How much of what a place promises a run gives: a text of few words is said in several places. */
const shareGiven = ({ columns }: TypedStatement, ran: SeenStatement): number =>
  ran.columns.filter(({ name }) => columns.has(name)).length / columns.size;

/** Each statement seen belongs to the place that it gives most of, then to the one whose own text it holds most of. */
function matchRuns(
  typed: readonly TypedStatement[],
  seen: readonly SeenStatement[],
): Map<TypedStatement, SeenStatement[]> {
  const places = typed
    .map((statement) => ({
      statement,
      length: statement.parts.join('').length,
      pattern: patternOf(statement),
    }))
    .sort((a, b) => b.length - a.length);
  const runs = new Map<TypedStatement, SeenStatement[]>();
  for (const ran of seen) {
    const [best] = places
      .filter(({ pattern }) => pattern.test(ran.text))
      .toSorted((a, b) => shareGiven(b.statement, ran) - shareGiven(a.statement, ran));
    if (best) runs.set(best.statement, [...(runs.get(best.statement) ?? []), ran]);
  }
  return runs;
}

/** Another place may say the same and more around its fragments: then it is that one's run, and this one counts as run too. */
const patternOf = ({ parts }: TypedStatement): RegExp => new RegExp(`^${parts.map(escaped).join('[^]*?')}$`);

const escaped = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function differences(statement: TypedStatement, columns: SeenStatement['columns']): string[] {
  return [...statement.columns].flatMap(([name, declared]) => {
    const column = columns.find((one) => one.name === name);
    if (!column) return [`promises a column "${name}" that the statement doesn't give`];
    const possible = declarable(column.type, statement.driver);
    if (possible === null || declared.includes('any') || declared.length === 0) return [];
    if (possible.includes('json')) return [];
    return possible.some((kind) => declared.includes(kind))
      ? []
      : [`"${name}" is declared ${declared.join(' | ')}, PostgreSQL gives ${possible.join(' or ')}`];
  });
}
