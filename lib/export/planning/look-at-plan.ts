import type { z } from 'zod';
import type { Channel } from '../../channel';
import { effectiveOptions, lastListOfBook } from '../../connections';
import { isLive } from '../../connections/live-connection';
import type { Context } from '../../context';
import type { Tx } from '../../db';
import { conflict } from '../../errors';
import { fetchSeenList } from '../../marketing-lists';
import { evaluateForExport } from './evaluate-for-export';
import { readSettings } from '../../settings';
import { planChanges } from './plan-changes';
import type { PlanOptions, PlanScope } from './plan-scope';
import type { PlanCounts, PreviewInput } from '../schemas';

/** Rolls the transaction back with its answer: a preview leaves nothing behind. */
class Looked<T> extends Error {
  constructor(readonly answer: T) {
    super('looked');
  }
}

export type PreviewScope = Omit<PlanScope, 'mode'>;

/** Looks at the very plan that a first sync would make, in `plan_rows`. Nothing is sent and nothing is stored. */
export async function lookAtPlan<T>(
  ctx: Context,
  input: z.output<typeof PreviewInput>,
  look: (tx: Tx, counts: PlanCounts, scope: PreviewScope) => Promise<T>,
): Promise<T> {
  const [listId, integrationId] = [BigInt(input.listId), BigInt(input.integrationId)];
  const addressBookId = input.addressBookId === null ? null : BigInt(input.addressBookId);
  const list = await fetchSeenList(ctx, ctx.db.prisma, listId);
  // Lists are kept current by their own schedule; one that isn't yet is evaluated for this.
  const isCurrent = list.evaluationState === 'fresh' && list.evaluatedVersion === list.version;
  const failure = isCurrent ? null : await evaluateForExport(ctx, listId);
  if (failure) throw conflict(failure);
  return lookAndForget(ctx, async (tx) => {
    const last = addressBookId === null ? null : await lastListOfBook(tx, addressBookId);
    const channel = await readBookChannel(tx, addressBookId, input.channel ?? 'email');
    const ownsMemory = last === null || last === listId || input.takeOver;
    const scope = {
      listId,
      entity: list.entity,
      integrationId,
      addressBookId,
      channel,
      ownsMemory,
      ...(await optionsOf(ctx, tx, input)),
    };
    const counts = await planChanges(tx, { ...scope, mode: 'full' });
    return look(tx, counts, scope);
  });
}

/** A book that was fed has its channel; another one gets the one that is asked for. */
async function readBookChannel(tx: Tx, id: bigint | null, asked: Channel): Promise<Channel> {
  if (id === null) return asked;
  const book = await tx.addressBook.findUnique({ where: { id }, select: { channel: true } });
  return book?.channel === 'sms' ? 'sms' : asked;
}

/** As asked for, else as the connection has them. */
async function optionsOf(
  ctx: Context,
  tx: Tx,
  { listId, integrationId, resubscribe, strangers, backFill }: z.output<typeof PreviewInput>,
): Promise<{ options: PlanOptions; startsNow: boolean }> {
  const connection = await tx.connection.findFirst({
    where: { listId: BigInt(listId), integrationId: BigInt(integrationId), ...isLive },
    select: { options: true, onlyFrom: true },
  });
  const settings = await readSettings(ctx, tx, BigInt(integrationId));
  const own = effectiveOptions(connection?.options ?? {}, settings);
  return {
    options: { resubscribe: resubscribe ?? own.resubscribe, strangers: strangers ?? own.strangers },
    startsNow: !(backFill ?? own.backFill) && !connection?.onlyFrom,
  };
}

/** Plans and looks, and leaves nothing of it behind. */
export async function lookAndForget<T>(ctx: Context, look: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    await ctx.db.prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = '60s'`;
        throw new Looked(await look(tx));
      },
      { timeout: 90_000 },
    );
  } catch (error) {
    if (error instanceof Looked) return error.answer as T;
    throw error;
  }
  throw new Error('a look at a plan always ends by rolling back');
}
