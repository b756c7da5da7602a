import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { lockOwnConnection } from '../connections';
import { DotdigitalError, type DotdigitalClient } from '../dotdigital';
import { conflict, invalidFields, notFound, stale } from '../errors';
import { fetchOwnList } from '../marketing-lists';
import { permit } from '../permissions';
import { fetchDraft } from './internal';
import { contentHash, splitPreviewText } from './mail-content';
import { adoptMade, compareRemote, putDraft } from './put-draft';
import type { CreateDraftInput, DraftFields, UpdateDraftInput } from './schemas';

/** The integration of a connection, for whoever has to open its account first. */
export async function integrationOfConnection(ctx: Context, connectionId: string): Promise<string> {
  permit(ctx, 'campaigns.send');
  const row = await ctx.db.prisma.connection.findUnique({
    where: { id: BigInt(connectionId) },
    select: { integrationId: true },
  });
  if (!row) throw notFound('connection');
  return String(row.integrationId);
}

/** The same of a draft that this person may see. */
export async function integrationOfDraft(ctx: Context, id: string): Promise<string> {
  permit(ctx, 'campaigns.send');
  return (await fetchDraft(ctx, ctx.db.prisma, BigInt(id))).shown.integration.id;
}

/** Stored first, then made at Dotdigital. Where that fails the draft is here with the reason, and saving it again makes it. */
export async function createDraft(
  ctx: Context,
  client: DotdigitalClient,
  { connectionId, ...fields }: CreateDraftInput,
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  const from = await chosenFrom(client, fields);
  const id = await ctx.db.prisma.$transaction(async (tx) => {
    const connection = await lockOwnConnection(ctx, tx, BigInt(connectionId));
    if (connection.addressBook.channel === 'sms')
      throw invalidFields({
        connectionId: 'This book is fed by mobile number, and no e-mail goes to it. Choose another list.',
      });
    if (connection.addressBook.goneAt !== null)
      throw invalidFields({ connectionId: 'The address book is gone at Dotdigital. Choose another list.' });
    const [next] = await tx.$queryRaw<{ id: bigint }[]>`SELECT nextval('email_campaigns_id_seq') AS id`;
    const { id: draftId } = await tx.campaignDraft.create({
      data: {
        id: next?.id ?? 0n,
        listId: connection.listId,
        connectionId: connection.id,
        integrationId: connection.integrationId,
        addressBookId: connection.addressBookId,
        ...fields,
        ...from,
        createdById: actorUserId(ctx.actor),
      },
      select: { id: true },
    });
    await recordAudit(ctx, tx, {
      action: 'campaign.draft',
      subjectType: 'campaign',
      subjectId: draftId,
      detail: { name: fields.name, listId: String(connection.listId) },
    });
    return draftId;
  });
  await putOrTell(ctx, client, id);
  return { id: String(id) };
}

export async function updateDraft(
  ctx: Context,
  client: DotdigitalClient,
  { id, version, ...fields }: UpdateDraftInput,
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  const draftId = BigInt(id);
  const from = await chosenFrom(client, fields);
  const known = await fetchDraft(ctx, ctx.db.prisma, draftId);
  await adoptMade(ctx, client, known);
  const remote = await compareRemote(client, known);
  if (remote === 'changed')
    throw conflict(
      'This campaign was changed at Dotdigital since it was last saved here. Take over what stands there first, so that nobody’s work is lost.',
    );
  if (remote === 'sent')
    throw conflict('This campaign was sent at Dotdigital, so it can’t be changed any more.');
  await ctx.db.prisma.$transaction(async (tx) => {
    await fetchOwnList(ctx, tx, known.listId);
    const { count } = await tx.campaignDraft.updateMany({
      where: { id: draftId, version, state: 'draft' },
      data: {
        ...fields,
        ...from,
        version: { increment: 1 },
        heldHash: null,
        ...(remote === 'gone' ? { dotdigitalId: null } : {}),
      },
    });
    if (count === 0) throw stale('campaign');
    await recordAudit(ctx, tx, {
      action: 'campaign.change',
      subjectType: 'campaign',
      subjectId: draftId,
      detail: { name: fields.name },
    });
  });
  await putOrTell(ctx, client, draftId);
  return { id };
}

/** What stands at Dotdigital, where someone designed it, is what the draft says from now on. */
export async function takeOverDraft(
  ctx: Context,
  client: DotdigitalClient,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  const draft = await fetchDraft(ctx, ctx.db.prisma, BigInt(id));
  if (draft.dotdigitalId === null) throw conflict('This campaign is not at Dotdigital yet. Save it first.');
  const held = await client.campaign(draft.dotdigitalId);
  await ctx.db.prisma.$transaction(async (tx) => {
    await fetchOwnList(ctx, tx, draft.listId);
    const { count } = await tx.campaignDraft.updateMany({
      where: { id: draft.id, version, state: 'draft' },
      data: {
        name: held.name,
        subject: held.subject,
        fromName: held.fromName,
        ...splitPreviewText(held.htmlContent ?? ''),
        plainTextContent: held.plainTextContent ?? '',
        heldHash: contentHash(held),
        version: { increment: 1 },
      },
    });
    if (count === 0) throw stale('campaign');
    await recordAudit(ctx, tx, {
      action: 'campaign.take-over',
      subjectType: 'campaign',
      subjectId: draft.id,
      detail: { name: held.name },
    });
  });
  return { id };
}

/** Here alone: what was made at Dotdigital stays there, unsent. */
export async function discardDraft(
  ctx: Context,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  await ctx.db.prisma.$transaction(async (tx) => {
    const draft = await fetchDraft(ctx, tx, BigInt(id));
    await fetchOwnList(ctx, tx, draft.listId);
    const { count } = await tx.campaignDraft.deleteMany({ where: { id: draft.id, version, state: 'draft' } });
    if (count === 0) throw stale('campaign');
    await recordAudit(ctx, tx, {
      action: 'campaign.discard',
      subjectType: 'campaign',
      subjectId: draft.id,
      detail: { name: draft.name },
    });
  });
  return { id };
}

async function chosenFrom(
  client: DotdigitalClient,
  fields: DraftFields,
): Promise<{ fromAddressId: number; fromAddress: string }> {
  for await (const { rows } of client.fromAddresses()) {
    const chosen = rows.find(({ id }) => String(id) === fields.fromAddressId);
    if (chosen) return { fromAddressId: chosen.id, fromAddress: chosen.email };
  }
  throw invalidFields({
    fromAddressId: 'Dotdigital does not have this from address any more. Choose another one.',
  });
}

/** What Dotdigital has against it stays with the draft, which is kept: saving it again tries again. */
async function putOrTell(ctx: Context, client: DotdigitalClient, id: bigint): Promise<void> {
  try {
    await putDraft(ctx, client, id);
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    const problem = error.userMessage;
    await ctx.db.prisma.campaignDraft.updateMany({ where: { id, state: 'draft' }, data: { problem } });
  }
}
