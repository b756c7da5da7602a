import Database from 'libsql';
import { schema } from './schema';

export type SqlValue = string | number | null | Buffer;

interface Statement {
  run(...values: SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
  all(...values: SqlValue[]): unknown[];
}

/** The sandbox's memory: one SQLite database, in the process or in a file that survives it. */
export class Store {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Statement>();
  #depth = 0;
  #changes = 0;

  /** Called when work was undone, so that nobody goes on believing in it. */
  onRollback: () => void = () => undefined;

  constructor(file?: string) {
    this.#db = new Database(file ?? ':memory:');
    if (file) this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec('PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072');
    this.#db.exec(schema);
  }

  rows<T>(sql: string, ...values: SqlValue[]): T[] {
    if (sql.startsWith('INSERT')) this.#changes += 1;
    return this.#prepare(sql).all(...values) as T[];
  }

  row<T>(sql: string, ...values: SqlValue[]): T | undefined {
    return this.#prepare(sql).all(...values)[0] as T | undefined;
  }

  number(sql: string, ...values: SqlValue[]): number {
    return this.row<{ n: number | null }>(sql, ...values)?.n ?? 0;
  }

  /** Grows with every row written: what was read at the same number is still true. */
  get changes(): number {
    return this.#changes;
  }

  run(sql: string, ...values: SqlValue[]): { changes: number; id: number } {
    const result = this.#prepare(sql).run(...values);
    this.#changes += result.changes;
    return { changes: result.changes, id: Number(result.lastInsertRowid) };
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

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement: Statement = this.#db.prepare<SqlValue[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** libsql aborts the whole process when it is handed a boolean. */
export const bit = (value: boolean): number => (value ? 1 : 0);
