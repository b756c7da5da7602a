import { Prisma } from '../db';
import { sendableStatuses } from '../dotdigital';

/** Nothing at Dotdigital speaks against it: a status that allows mail, or none known yet. A status that isn't listed doesn't allow it. */
export const mayBeMailed = (status: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${status} IS NULL OR ${status} = ANY(${[...sendableStatuses]}::text[]))`;

const written = Prisma.raw(sendableStatuses.map((status) => `'${status}'`).join(', '));

/**
 * The opposite: Dotdigital has a status for the address, and it doesn't allow mail. False or NULL where none is known. Its
 * statuses stand in the SQL as they stand in the index `dotdigital_contacts_suppressed`, which parameters wouldn't match.
 */
export const mustNotBeMailed = (status: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${status} NOT IN (${written}))`;
