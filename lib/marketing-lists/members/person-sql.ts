import { Prisma } from '@/lib/db';

const { sql } = Prisma;

/** What a record is called on a list: name, else address, else its number. */
export const personName = sql`coalesce(nullif(btrim(concat_ws(' ', r.first_name, r.last_name)), ''), r.email, '#' || r.id)`;
export const personColumns = sql`r.id::text AS id, ${personName} AS name, r.email AS email, r.city AS city`;
