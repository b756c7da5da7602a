import type { Tx } from '../../db';
import {
  DotdigitalError,
  insightCollections,
  type DotdigitalClient,
  type WireContact,
} from '../../dotdigital';
import { AppError } from '../../errors';
import type { PersonRef } from '../person/person';

type Input = { tx: Tx; client: DotdigitalClient; person: PersonRef; integrationId: bigint };

/**
 * The person's contacts of one account go, by address and by the numbers we know them under. What they hold in data fields is emptied
 * before, so that the recycle bin has no more than the address. Safe to repeat: who is gone is gone.
 */
export async function deleteAtDotdigital(input: Input): Promise<'deleted' | 'not_there'> {
  const { client, person } = input;
  const ids = new Set(
    person.contacts.flatMap(({ integrationId, contactId }) =>
      integrationId === String(input.integrationId) ? [contactId] : [],
    ),
  );
  for (const emailKey of person.emailKeys) {
    const contact = await client.contactByEmail(emailKey);
    if (contact === null) continue;
    ids.add(contact.id);
    await emptyFields(input, contact);
  }
  await deleteInsight(input);
  for (const id of ids) if (!(await client.deleteContact(id))) await deleteByNumber(input, id);
  for (const emailKey of person.emailKeys)
    if ((await client.contactByEmail(emailKey)) !== null) throw stillThere;
  return ids.size > 0 ? 'deleted' : 'not_there';
}

/** Whoever has no address there is known to v3 alone. */
async function deleteByNumber({ tx, client, integrationId }: Input, contactId: number): Promise<void> {
  const isKnown = await tx.smsContact.count({ where: { integrationId, dotdigitalId: contactId } });
  if (isKnown > 0) await client.deleteSmsContact(contactId, await fieldNames(tx, integrationId));
}

/** Their orders and carts, while the contact that they hang on is there. */
async function deleteInsight({ tx, client, person, integrationId }: Input): Promise<void> {
  const items = await tx.insightItem.findMany({
    where: { integrationId, emailKey: { in: [...person.emailKeys] }, mayBeThere: true },
    select: { kind: true, key: true, emailKey: true, collection: { select: { api: true } } },
  });
  for (const { kind, key, emailKey, collection } of items)
    await client.deleteInsight(
      { api: collection.api === 'v2' ? 'v2' : 'v3', name: insightCollections[kind].name },
      emailKey,
      [key],
    );
}

const stillThere = new AppError('outside_failed', 'the contact is still there', {
  userMessage: 'Dotdigital has taken the request and still shows the contact. It is tried again.',
});

async function fieldNames(tx: Tx, integrationId: bigint): Promise<string[]> {
  const fields = await tx.dataField.findMany({
    where: { integrationId, isSystem: false, goneAt: null },
    select: { name: true },
  });
  return fields.map(({ name }) => name);
}

async function emptyFields({ tx, client, integrationId }: Input, contact: WireContact): Promise<void> {
  const names = (await fieldNames(tx, integrationId)).filter(
    (name) => contact.dataFields?.[name.toUpperCase()] != null,
  );
  if (names.length === 0) return;
  try {
    await client.emptyDataFields(contact, names);
  } catch (error) {
    // Whoever is suppressed can't be changed there; they are deleted all the same.
    if (!(error instanceof DotdigitalError) || error.kind !== 'refused') throw error;
  }
}
