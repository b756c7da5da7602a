import type { Context } from '../context';
import { csvByteOrderMark, csvLine } from '../csv';
import { permit } from '../permissions';
import type { CrmEntity } from './entity';
import { recordFields } from './fields';
import { recordConditions, recordOrder } from './record-search';
import type { RecordTableQuery } from './schemas';

const BATCH = 2_000;

/**
 * The records that a grid shows, as CSV text in pieces: read through a cursor, so memory doesn't grow with the
 * rows. What a spreadsheet would calculate is defused; importing the file again gives the original back.
 */
export async function* exportRecords(
  ctx: Context,
  input: { entity: CrmEntity; query: RecordTableQuery },
): AsyncGenerator<string> {
  permit(ctx, 'crm.read');
  const columns = recordFields.map((field) => (field.type === 'date' ? `to_char(r.${field.column}, 'YYYY-MM-DD')` : `r.${field.column}::text`));
  const select = recordFields.map((field, n) => {
    const zoned = `to_char(r.${field.column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    return `${field.type === 'datetime' ? zoned : columns[n]} AS "${field.name}"`;
  });
  const where = recordConditions(input.entity, input.query);
  const order = recordOrder(input.query);
  const client = await ctx.db.pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    // Parameters of both fragments, counted on.
    const orderText = order.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + where.values.length}`);
    await client.query({
      text: `DECLARE record_export NO SCROLL CURSOR FOR SELECT ${select.join(', ')} FROM crm_records r WHERE ${where.text} ORDER BY ${orderText}`,
      values: [...where.values, ...order.values],
    });
    yield csvByteOrderMark + csvLine(recordFields.map((field) => field.label));
    for (;;) {
      const { rows } = await client.query<Record<string, string | null>>(`FETCH ${BATCH} FROM record_export`);
      if (rows.length === 0) return;
      yield rows.map((row) => csvLine(recordFields.map((field) => row[field.name]))).join('');
    }
  } finally {
    await client.query('ROLLBACK').finally(() => client.release());
  }
}
