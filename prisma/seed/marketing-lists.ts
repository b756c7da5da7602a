import { randomUUID } from 'node:crypto';
import { emailKey } from '@/lib/email-key';
import type { Prisma, Tx } from '@/lib/db';
import type { FilterCondition, FilterDefinition, FilterRule } from '@/lib/filters/schemas';
import { createRecords } from './records';

/** Factories of the marketing-lists room: each makes one believable row and takes what a test cares about. */

type Person = Omit<Partial<Prisma.CrmRecordUncheckedCreateInput>, 'email' | 'emailKey'> & {
  email?: string | null;
};

/** One record; without an address when `email` is null. */
export async function createPerson(tx: Tx, person: Person = {}): Promise<bigint> {
  const [record] = await createRecords(tx, 1, {
    firstName: null,
    lastName: null,
    email: `${randomUUID()}@example.com`,
    ...person,
  });
  if (!record) throw new Error('no record was made');
  return record.id;
}

export const filterOf = (...rules: FilterRule[]): FilterDefinition => ({
  version: 1,
  root: { kind: 'group', combinator: 'all', rules },
});

export const condition = (
  field: string,
  operator: string,
  value?: FilterCondition['value'],
  extra: Partial<FilterCondition> = {},
): FilterCondition => ({
  kind: 'condition',
  field,
  operator,
  ...(value === undefined ? {} : { value }),
  ...extra,
});

/** A list as it stands before its first evaluation. */
export async function createList(
  tx: Tx,
  list: Partial<Prisma.MarketingListUncheckedCreateInput> = {},
): Promise<bigint> {
  const { id } = await tx.marketingList.create({
    data: {
      name: `List ${randomUUID()}`,
      entity: 'contact',
      type: 'dynamic',
      columns: ['firstName', 'lastName', 'email'],
      filter: filterOf(),
      ...list,
    },
    select: { id: true },
  });
  return id;
}

/** An integration (a new one, unless told which) with one address book that this list feeds. */
export async function connectList(
  tx: Tx,
  listId: bigint,
  known?: bigint,
): Promise<{ integrationId: bigint; bookId: bigint; connectionId: bigint }> {
  const integrationId =
    known ??
    (
      await tx.integration.create({
        data: { name: `Account ${randomUUID()}`, username: 'apiuser@apiconnector.com' },
      })
    ).id;
  const book = await tx.addressBook.create({
    data: {
      integrationId,
      dotdigitalId: Math.floor(Math.random() * 1e9),
      name: 'Newsletter',
      visibility: 'Private',
    },
  });
  const connection = await tx.connection.create({
    data: { listId, integrationId, addressBookId: book.id },
  });
  return { integrationId, bookId: book.id, connectionId: connection.id };
}

type Recipient = {
  email: string;
  opens?: number;
  clicks?: number;
  unsubscribed?: boolean;
  bounced?: boolean;
};

/** A sent campaign with what each recipient did. */
export async function createSentCampaign(
  tx: Tx,
  input: { name?: string; integrationId?: bigint; recipients: Recipient[] },
): Promise<bigint> {
  const integrationId =
    input.integrationId ??
    (
      await tx.integration.create({
        data: { name: `Account ${randomUUID()}`, username: 'apiuser@apiconnector.com' },
      })
    ).id;
  const campaign = await tx.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: Math.floor(Math.random() * 1e9),
      name: input.name ?? 'October arrivals',
      status: 'Sent',
      sentAt: new Date('2026-10-28T18:00:00Z'),
    },
  });
  await tx.campaignRecipient.createMany({
    data: input.recipients.map(
      ({ email, opens = 0, clicks = 0, unsubscribed = false, bounced = false }, n) => ({
        campaignId: campaign.id,
        dotdigitalContactId: n + 1,
        emailKey: emailKey(email) ?? email,
        openCount: opens,
        clickCount: clicks,
        unsubscribed,
        hardBounced: bounced,
      }),
    ),
  });
  return campaign.id;
}
