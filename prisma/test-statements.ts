import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** A statement that a test ran, and the columns that PostgreSQL answered with. */
export type SeenStatement = { text: string; columns: { name: string; type: number }[] };

const seen = new Map<string, SeenStatement>();
let noting = false;

type Asked = string | { text?: unknown } | null | undefined;
const textOf = (asked: Asked): string | null => {
  if (typeof asked === 'string') return asked;
  return typeof asked?.text === 'string' ? asked.text : null;
};

/** Notes what each statement of this process answers with, for `scripts/statements`. */
export function noteStatements(): void {
  if (noting) return;
  noting = true;
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function noted(this: pg.Client, ...given: unknown[]): unknown {
    const text = textOf(given[0] as Asked);
    if (text === null || seen.has(text)) return Reflect.apply(query, this, given);
    const tell = given.at(-1);
    if (typeof tell === 'function') {
      const noting = (error: unknown, result: unknown): void => {
        note(text, result);
        Reflect.apply(tell, this, [error, result]);
      };
      return Reflect.apply(query, this, [...given.slice(0, -1), noting]);
    }
    const answer: unknown = Reflect.apply(query, this, given);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result: unknown) => {
      note(text, result);
      return result;
    });
  } as typeof query;
}

function note(text: string, result: unknown): void {
  if (typeof result !== 'object' || result === null || !('fields' in result)) return;
  const fields = result.fields as pg.FieldDef[];
  if (fields.length === 0) return;
  const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }));
  seen.set(text, { text, columns });
}

/** One file of them per test file. */
export function keepStatements(folder: string, name: string): void {
  if (seen.size === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify([...seen.values()]));
  seen.clear();
}
