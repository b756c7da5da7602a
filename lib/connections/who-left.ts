import { findLeavers, forgetLeavers } from '../address-books';
import { readChannel } from '../channel';
import { recordAudit, type Context } from '../context';
import type { Tx } from '../db';
import { emailKey } from '../email-key';
import { markItemsUnsubscribed } from '../marketing-lists';
import { permit } from '../permissions';
import { lockOwnConnection } from './lock-connection';
import { OwnOptions, type WhoLeftInput } from './schemas';

const perBatch = 2_000;

/** An address that is none is nobody's. In a book that is fed by number they are numbers, as they were told. */
const keysOf = ({ emails }: WhoLeftInput, channel: string): string[] | null =>
  emails?.flatMap((email) => (channel === 'sms' ? email : (emailKey(email) ?? []))) ?? null;

/** Those who were taken off the book or deleted at Dotdigital, or some of them, go back into it with the next run. Pressing twice is pressing once. */
export async function putBackWhoLeft(ctx: Context, input: WhoLeftInput): Promise<{ count: number }> {
  permit(ctx, 'connections.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id, addressBookId, addressBook } = await lockOwnConnection(ctx, tx, BigInt(input.id));
    const count = await forgetLeavers(tx, { addressBookId, emailKeys: keysOf(input, addressBook.channel) });
    await tx.connection.updateMany({ where: { id, state: 'active' }, data: { nextExportAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: 'connection.put-back',
      subjectType: 'connection',
      subjectId: id,
      detail: { count },
    });
    return { count };
  });
}

/** It stays as it is at Dotdigital: a mark on the list says why they get no mail through it. */
export async function acceptWhoLeft(ctx: Context, input: WhoLeftInput): Promise<{ count: number }> {
  permit(ctx, 'connections.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(input.id));
    const count = await accept(ctx, tx, connection, keysOf(input, connection.addressBook.channel));
    await recordAudit(ctx, tx, {
      action: 'connection.accept-left',
      subjectType: 'connection',
      subjectId: connection.id,
      detail: { count },
    });
    return { count };
  });
}

/** What a connection's option says of people of whom it was just found out what became of them. */
export async function treatWhoLeft(
  ctx: Context,
  tx: Tx,
  { connectionId, emailKeys }: { connectionId: bigint; emailKeys: readonly string[] },
): Promise<void> {
  const connection = await tx.connection.findUniqueOrThrow({
    where: { id: connectionId },
    include: { addressBook: { select: { channel: true } } },
  });
  const { whoLeft } = OwnOptions.catch({}).parse(connection.options);
  if (whoLeft === 'accept') await accept(ctx, tx, connection, emailKeys);
  if (whoLeft === 'put_back') await forgetLeavers(tx, { ...connection, emailKeys });
}

type Accepting = { listId: bigint; addressBookId: bigint; addressBook: { channel: string } };

async function accept(
  ctx: Context,
  tx: Tx,
  { listId, addressBookId, addressBook }: Accepting,
  whose: readonly string[] | null,
): Promise<number> {
  let count = 0;
  for (;;) {
    const people = await findLeavers(tx, { addressBookId, emailKeys: whose, limit: perBatch });
    if (people.length === 0) return count;
    count += people.length;
    for (const reason of ['taken_off_there', 'deleted_there'] as const)
      await markItemsUnsubscribed(tx, {
        listIds: [listId],
        channel: readChannel(addressBook.channel),
        emailKeys: people
          .filter(({ leftHow }) => (leftHow === 'deleted') === (reason === 'deleted_there'))
          .map(({ emailKey }) => emailKey),
        reason,
        at: ctx.now(),
      });
    await forgetLeavers(tx, { addressBookId, emailKeys: people.map(({ emailKey }) => emailKey) });
  }
}
