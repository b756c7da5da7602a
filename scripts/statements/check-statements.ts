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
  const typed = findStatements(root, files);
  const runs = matchRuns(typed, seen);
  return typed.flatMap((statement) => {
    const answers = (ran: SeenStatement): boolean =>
      ran.columns.some(({ name }) => statement.columns.has(name));
    const ran = (runs.get(statement) ?? []).filter(answers);
    if (ran.length === 0) {
      const isSaidElsewhere = seen.some((one) => answers(one) && patternOf(statement).test(one.text));
      return isSaidElsewhere ? [] : [`${statement.place}: no database test runs this statement`];
    }
    const wrong = ran.flatMap(({ columns }) => differences(statement, columns));
    return [...new Set(wrong)].map((what) => `${statement.place}: ${what}`);
  });
}

/** Each statement seen belongs to the place whose own text it holds most of: fragments stand between the parts. */
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
    const place = places.find(({ pattern }) => pattern.test(ran.text));
    if (place) runs.set(place.statement, [...(runs.get(place.statement) ?? []), ran]);
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
