import type { Context } from '@/lib/context';
import { type AccountDay, readAccountDay } from '@/lib/crm';

/** Dates of a filter are days in the account's time zone. */
export const accountDay = (ctx: Pick<Context, 'db' | 'now'>): Promise<AccountDay> =>
  readAccountDay(ctx.db.prisma, ctx.now());
