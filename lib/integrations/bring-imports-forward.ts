import type { Context } from '../context';
import type { Tx } from '../db';
import { readAllSettings } from '../settings';

/** No import waits longer than its interval from now on: one that was made shorter holds at once. */
export async function bringImportsForward(ctx: Context, tx: Tx): Promise<void> {
  const settingsOf = await readAllSettings(ctx, tx);
  const waiting = await tx.integration.findMany({
    where: { deletedAt: null, nextImportAt: { gt: ctx.now() } },
    select: { id: true },
  });
  const at = waiting.map(({ id }) => new Date(ctx.now().getTime() + settingsOf(id).importMinutes * 60_000));
  await tx.$executeRaw`
    UPDATE integrations i SET next_import_at = asked.at
    FROM unnest(${waiting.map(({ id }) => id)}::bigint[], ${at}::timestamptz[]) AS asked (id, at)
    WHERE i.id = asked.id AND i.next_import_at > asked.at`;
}
