import { Prisma } from '../db';
import { sendableStatuses } from '../dotdigital';

/** Nothing at Dotdigital speaks against it: a status that allows mail, or none known yet. A status that isn't listed doesn't allow it. */
export const mayBeMailed = (status: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${status} IS NULL OR ${status} = ANY(${[...sendableStatuses]}::text[]))`;
