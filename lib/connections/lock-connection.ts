import type { Context } from '../context';
import type { PrismaTypes, Tx } from '../db';
import { AppError, notFound, stale } from '../errors';
import { fetchOwnList } from '../marketing-lists';
import { isLive, openWave } from './live-connection';

/**
 * The connection's row, locked against planners and other people's changes for the rest of the transaction. Its open wave is
 * locked first, in the order in which workers lock the two.
 */
async function lockConnection(tx: Tx, id: bigint, which: PrismaTypes.ConnectionWhereInput) {
  await tx.$executeRaw`SELECT 1 FROM waves WHERE connection_id = ${id} AND ${openWave('waves')} FOR UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM connections WHERE id = ${id} FOR NO KEY UPDATE`;
  const row = await tx.connection.findFirst({
    where: { ...which, id },
    include: { list: true, integration: true, addressBook: true },
  });
  if (!row) throw notFound('connection');
  return row;
}

export type LockedConnection = Awaited<ReturnType<typeof lockConnection>>;

/** The same for someone who changes it: only who may change the list may; to who may not see the list, there is no connection. */
export async function lockOwnConnection(ctx: Context, tx: Tx, id: bigint): Promise<LockedConnection> {
  return ownConnection(ctx, tx, id, isLive);
}

/** The same for one that was disconnected. */
export const lockEndedConnection = (ctx: Context, tx: Tx, id: bigint): Promise<LockedConnection> =>
  ownConnection(ctx, tx, id, { disconnectedFrom: { not: null } });

async function ownConnection(
  ctx: Context,
  tx: Tx,
  id: bigint,
  which: PrismaTypes.ConnectionWhereInput,
): Promise<LockedConnection> {
  const row = await lockConnection(tx, id, which);
  await fetchOwnList(ctx, tx, row.listId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? notFound('connection') : error;
  });
  return row;
}

export const requireVersion = (row: { version: number }, version: number): void => {
  if (row.version !== version) throw stale('connection');
};
