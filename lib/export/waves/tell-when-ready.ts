import { getConnection } from '../../connections';
import { recordAudit, type Context } from '../../context';
import type { Tx } from '../../db';
import { conflict } from '../../errors';
import { mailSetup, queueMail, requireMail, writeMail } from '../../mail';
import { permit } from '../../permissions';
import { findPerson } from '../../users';
import type { ExportTarget } from '../load-target';
import { readyText } from './ready-text';

const kind = 'ready-to-send';
/** Later it is no news. */
const triedHours = 6;

/** A mail to whoever asks, when the book is ready to send next: once. Asked twice is asked once. */
export async function tellWhenReady(ctx: Context, { id }: { id: string }): Promise<void> {
  permit(ctx, 'connections.read');
  const userId = personId(ctx);
  requireMail(ctx);
  const connectionId = BigInt((await getConnection(ctx, id)).id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.readyWish.createMany({
      data: [{ connectionId, userId, askedAt: ctx.now() }],
      skipDuplicates: true,
    });
    await noteInAudit(ctx, tx, connectionId, 'connection.tell-when-ready');
  });
}

export async function dontTellWhenReady(ctx: Context, { id }: { id: string }): Promise<void> {
  permit(ctx, 'connections.read');
  const userId = personId(ctx);
  const connectionId = BigInt((await getConnection(ctx, id)).id);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.readyWish.deleteMany({ where: { connectionId, userId } });
    await noteInAudit(ctx, tx, connectionId, 'connection.dont-tell-when-ready');
  });
}

export async function isToldWhenReady(ctx: Context, id: string): Promise<boolean> {
  if (ctx.actor.kind !== 'person') return false;
  const which = { connectionId: BigInt(id), userId: BigInt(ctx.actor.userId) };
  return (await ctx.db.prisma.readyWish.count({ where: which })) > 0;
}

/** The book is at its list, by this transaction: whoever waited for it is told with it, and waits no more. */
export async function mailWhoAsked(ctx: Context, tx: Tx, target: ExportTarget): Promise<void> {
  const setup = mailSetup(ctx);
  const { connectionId, listId, listName, bookName } = target;
  if (setup === null) return;
  const wishes = await tx.readyWish.findMany({ where: { connectionId }, orderBy: { userId: 'asc' } });
  if (wishes.length === 0) return;
  const asOf = ctx.now();
  const listUrl = `${setup.applicationUrl}/marketing-lists/${listId}`;
  for (const { userId, askedAt } of wishes) {
    const person = await findPerson(ctx, userId);
    if (!person) continue;
    const { name, email } = person.actor;
    await queueMail(ctx, tx, {
      key: `${kind}:${connectionId}:${userId}:${askedAt.getTime()}`,
      kind,
      userId,
      to: { name, address: email },
      content: {
        ...writeMail(readyText({ userName: name, listName, bookName, asOf, listUrl })),
        stopUrl: null,
      },
      expiresAt: new Date(asOf.getTime() + triedHours * 3_600_000),
    });
  }
  await tx.readyWish.deleteMany({ where: { connectionId } });
}

function personId({ actor }: Context): bigint {
  if (actor.kind === 'person') return BigInt(actor.userId);
  throw conflict('Only a person can be told by mail.');
}

const noteInAudit = (ctx: Context, tx: Tx, subjectId: bigint, action: string) =>
  recordAudit(ctx, tx, { action, subjectType: 'connection', subjectId, detail: {} });
