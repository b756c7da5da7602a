import Database from 'libsql';
import { schema } from './schema';

export type SqlValue = string | number | null | Buffer;

interface Statement {
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
  all(...values: SqlValue[]): unknown[];
}

interface Prepared {
  statement: Statement;
  /** The table that the statement writes. */
  writes: string | undefined;
}

/** The sandbox's memory: one SQLite database, in the process or in a file that survives it. */
export class Store {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Prepared>();
  readonly #changes = new Map<string, number>();
  #depth = 0;

  /** Called when work was undone, so that nobody goes on believing in it. */
  onRollback: () => void = () => undefined;

  constructor(file?: string) {
    this.#db = new Database(file ?? ':memory:');
    if (file) this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec('PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072');
    this.#db.exec(schema);
  }

  rows<T>(sql: string, ...values: SqlValue[]): T[] {
    const { statement, writes } = this.#prepare(sql);
    const rows = statement.all(...values) as T[];
    if (writes && rows.length > 0) this.#noteChange(writes);
    return rows;
  }

  row<T>(sql: string, ...values: SqlValue[]): T | undefined {
    return this.rows<T>(sql, ...values)[0];
  }

  number(sql: string, ...values: SqlValue[]): number {
    return this.row<{ n: number | null }>(sql, ...values)?.n ?? 0;
  }

  run(sql: string, ...values: SqlValue[]): { changes: number; id: number } {
    const { statement, writes } = this.#prepare(sql);
    const result = statement.run(...values);
    if (writes && result.changes > 0) this.#noteChange(writes);
    return { changes: result.changes, id: Number(result.lastInsertRowid) };
  }

  /** Grows whenever one of these tables is written: what was read at the same number is still true. */
  changesOf(...tables: string[]): number {
    return tables.reduce((sum, table) => sum + (this.#changes.get(table) ?? 0), 0);
  }

  /** All or nothing; an inner call joins the outer one. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#db.exec('BEGIN');
    this.#depth = 1;
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      this.onRollback();
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #noteChange(table: string): void {
    this.#changes.set(table, (this.#changes.get(table) ?? 0) + 1);
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = { statement: this.#db.prepare<SqlValue[]>(sql), writes: writePattern.exec(sql)?.[1] };
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

const writePattern = /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(\w+)/i;

/** libsql aborts the whole process when it is handed a boolean. */
export const bit = (value: boolean): number => (value ? 1 : 0);
