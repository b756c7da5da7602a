import type { Context } from '../context';
import { Prisma } from '../db';
import { permit } from '../permissions';
import { mayBeMailed } from '../standing';

const { sql } = Prisma;

/** Dotdigital is known to hold no value of this data field for a member `k`. Of whom nothing was sent it isn't known. */
export const lacksValue = (field: Prisma.Sql): Prisma.Sql =>
  sql`(k.held_values IS NOT NULL AND coalesce(k.held_values ->> ${field}, '') = '')`;

/** Whom a mail to the book reaches, as the grid of its people shows them; and of them, who lacks a value of each field. */
export async function countRecipients(
  ctx: Context,
  { addressBookId, fields }: { addressBookId: bigint; fields: readonly string[] },
): Promise<{ recipients: number; strangers: number; lacking: Map<string, number> }> {
  permit(ctx, 'crm.read');
  const [row] = await ctx.db.prisma.$queryRaw<{ recipients: number; strangers: number; lacking: number[] }[]>`
    SELECT count(*)::int AS recipients, count(*) FILTER (WHERE NOT k.put_there_by_us)::int AS strangers,
      ARRAY[${Prisma.join([
        sql`0`,
        ...fields.map((field) => sql`count(*) FILTER (WHERE ${lacksValue(sql`${field}::text`)})`),
      ])}]::int[] AS lacking
    FROM book_members k JOIN address_books a ON a.id = k.address_book_id
    LEFT JOIN dotdigital_contacts d ON d.integration_id = a.integration_id AND d.email_key = k.email_key
    WHERE k.address_book_id = ${addressBookId} AND k.present AND ${mayBeMailed(sql`d.status`)}`;
  return {
    recipients: row?.recipients ?? 0,
    strangers: row?.strangers ?? 0,
    lacking: new Map(fields.map((field, n) => [field, row?.lacking[n + 1] ?? 0])),
  };
}
