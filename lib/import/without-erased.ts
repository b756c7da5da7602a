import type { Tx } from '../db';
import { emailKey } from '../email-key';
import { erasedAmong } from '../erased';
import type { Pass } from './pass';

/** Rows that are not about somebody who was erased. Every row of Dotdigital's that is about a person names their address as `email`. */
export async function withoutErased<Row>({ ctx }: Pass, tx: Tx, rows: readonly Row[]): Promise<Row[]> {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  const erased = await erasedAmong(ctx, tx, [...new Set(keyed.flatMap(({ key }) => key ?? []))]);
  const welcome = keyed.filter(({ key }) => key === null || !erased.has(key));
  if (welcome.length < rows.length)
    ctx.log.info({ rows: rows.length - welcome.length }, 'rows of people who were erased left aside');
  return welcome.map(({ row }) => row);
}

function keyOf(row: unknown): string | null {
  if (typeof row !== 'object' || row === null || !('email' in row)) return null;
  return typeof row.email === 'string' ? emailKey(row.email) : null;
}
