import type { Context } from '../context';
import { isLive } from '../connections/live-connection';
import type { DotdigitalClient } from '../dotdigital';
import { invalidFields } from '../errors';
import { permit } from '../permissions';
import { createDraft } from './save-draft';
import type { CreateDraftInput, DraftFields } from './schemas';

type Given = Omit<DraftFields, 'fromAddressId'> & {
  integrationId: string;
  marketingListId: string;
  /** null: the account's first. */
  fromAddress: string | null;
};

/** A draft for whoever names the list and the account, and not their connection. */
export async function createDraftFor(
  ctx: Context,
  client: DotdigitalClient,
  { integrationId, marketingListId, fromAddress, ...fields }: Given,
): Promise<{ id: string }> {
  permit(ctx, 'campaigns.send');
  const connection = await ctx.db.prisma.connection.findFirst({
    where: { ...isLive, listId: BigInt(marketingListId), integrationId: BigInt(integrationId) },
    select: { id: true },
  });
  if (!connection)
    throw invalidFields({
      marketingListId: 'This list is not connected to an address book of this integration.',
    });
  const input: CreateDraftInput = {
    ...fields,
    connectionId: String(connection.id),
    fromAddressId: await findFromAddress(client, fromAddress),
  };
  return createDraft(ctx, client, input);
}

async function findFromAddress(client: DotdigitalClient, wanted: string | null): Promise<string> {
  for await (const { rows } of client.fromAddresses()) {
    const found = rows.find(({ email }) => wanted === null || email.toLowerCase() === wanted.toLowerCase());
    if (found) return String(found.id);
  }
  throw invalidFields({ fromAddress: 'Dotdigital has no such from address in this account.' });
}
