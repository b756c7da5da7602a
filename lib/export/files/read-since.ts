import { beginningOfTime } from '../../dotdigital';
import type { Session } from '../session';

/** From where a list of Dotdigital's tells what the import has not read yet; from its beginning where it has read nothing. */
export async function readSince(
  { ctx, target }: Session,
  connector: 'suppressions' | 'book_unsubscribes',
  scopeId: string,
): Promise<Date> {
  const cursor = await ctx.db.prisma.importCursor.findUnique({
    where: { integrationId_connector_scopeId: { integrationId: target.integrationId, connector, scopeId } },
    select: { since: true },
  });
  return cursor?.since
    ? new Date(cursor.since.getTime() - target.settings.overlapMinutes * 60_000)
    : beginningOfTime;
}
