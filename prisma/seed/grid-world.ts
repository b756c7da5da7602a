import { randomBytes } from 'node:crypto';
import { recountCampaign } from '@/lib/campaigns';
import type { Tx } from '@/lib/db';
import { createList } from './marketing-lists';

export const rowsPerGrid = 40;
/** Its clocks go back on 5 April 2026 and forward on 27 September. */
export const gridZone = 'Pacific/Auckland';

/** Around the limits of days in that zone, of which one has 25 hours and one 23. */
const moments = [
  '2026-04-04T10:59:59.999Z',
  '2026-04-04T11:00:00Z',
  '2026-04-05T00:30:00Z',
  '2026-04-05T11:59:59.999Z',
  '2026-04-05T12:00:00Z',
  '2026-09-26T11:59:59.999Z',
  '2026-09-26T12:00:00Z',
  '2026-09-27T10:59:59.999Z',
  '2026-09-27T11:00:00Z',
].map((text) => new Date(text));
const texts = ['100 %', 'a_b', 'back\\slash', "it's", 'Ängström', 'plain', 'Plain', ''];
const numbers = [0, 1, 1, 2, 7];

/** Much the same at every run: few values, so that many are equal, and NULL wherever a column lets it be. */
export async function createGridWorld(tx: Tx) {
  let seed = 20_261_129;
  const below = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  const one = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value;
  const maybe = <Value>(values: readonly Value[]): Value | null => (below(3) === 0 ? null : one(values));
  const rows = <Row>(row: (n: number) => Row): Row[] => Array.from({ length: rowsPerGrid }, (_, n) => row(n));

  const users = await tx.user.createManyAndReturn({
    data: ['Ann', 'ann', '%'].map((name) => ({
      name,
      email: `${randomBytes(6).toString('hex')}@x.example`,
      role: 'admin' as const,
    })),
    select: { id: true },
  });
  const userIds = users.map(({ id }) => id);
  await tx.user.createMany({
    data: rows(() => ({
      name: one(texts),
      email: `${randomBytes(6).toString('hex')}@x.example`,
      role: one(['viewer', 'marketer', 'admin'] as const),
      passwordHash: maybe(texts),
      disabledAt: maybe(moments),
      lastSeenAt: maybe(moments),
      createdAt: one(moments),
    })),
  });
  const integrations = await tx.integration.createManyAndReturn({
    data: rows((n) => ({
      name: `${one(texts)} ${n}`,
      username: one(texts),
      accountName: maybe(texts),
      timeZone: n < 2 ? gridZone : null,
      defaultOwnerId: maybe(userIds),
      active: n < 2 || below(2) === 0,
      lastImportAt: maybe(moments),
    })),
    select: { id: true },
  });
  const [integrationId = 0n, otherId = 0n] = integrations.map(({ id }) => id);
  const bothIds = [integrationId, otherId];

  await tx.dataField.createMany({
    data: rows((n) => ({
      integrationId: one(bothIds),
      name: `${one(texts)}${n}`,
      type: one(['String', 'Numeric']),
      visibility: one(['Private', 'Public']),
      notes: one(texts),
    })),
  });
  const books = await tx.addressBook.createManyAndReturn({
    data: rows((n) => ({
      integrationId,
      dotdigitalId: n + 1,
      name: one(texts),
      visibility: 'Private',
      contactCount: one(numbers),
      seenAt: one(moments),
    })),
    select: { id: true },
  });
  const umbrellas = await tx.marketingCampaign.createManyAndReturn({
    data: rows((n) => ({ name: one(texts), code: `${one(['A', 'b'])}${n}`, startAt: maybe(moments) })),
    select: { id: true },
  });
  const campaigns = await tx.emailCampaign.createManyAndReturn({
    data: rows((n) => ({
      integrationId: one(bothIds),
      dotdigitalId: n + 1,
      marketingCampaignId: maybe(umbrellas.slice(0, 5).map(({ id }) => id)),
      name: one(texts),
      subject: one(texts),
      status: 'Sent',
      sentAt: maybe(moments),
    })),
    select: { id: true },
  });
  await tx.campaignTotals.createMany({
    data: campaigns.slice(5).map(({ id }) => ({
      campaignId: id,
      recipientCount: one(numbers),
      deliveredCount: one(numbers),
      openerCount: one(numbers),
      openCount: one(numbers),
      clickerCount: one(numbers),
      clickCount: one(numbers),
      replierCount: 0,
      forwardCount: 0,
      pageViewCount: 0,
      unsubscribedCount: one(numbers),
      softBouncedCount: 0,
      hardBouncedCount: 0,
      humanOpenerCount: one(numbers),
      humanClickerCount: one(numbers),
    })),
  });
  const sent = await tx.emailCampaign.create({
    data: { integrationId, dotdigitalId: 9_999, name: 'with people', status: 'Sent', sentAt: one(moments) },
  });
  await tx.campaignRecipient.createMany({
    data: rows((n) => ({
      campaignId: sent.id,
      dotdigitalContactId: n + 1,
      emailKey: one(['a%@x.example', 'a_@x.example', "o'@x.example"]),
      openCount: one(numbers),
      clickCount: one(numbers),
      replyCount: one(numbers),
      forwardCount: one(numbers),
      pageViewCount: one(numbers),
      firstOpenedAt: maybe(moments),
      unsubscribed: below(4) === 0,
    })),
  });
  await recountCampaign(tx, sent.id);

  const records = await tx.crmRecord.createManyAndReturn({
    data: rows((n) => ({
      entity: 'lead' as const,
      firstName: maybe(texts),
      lastName: maybe(texts),
      company: maybe(texts),
      city: maybe(texts),
      country: maybe(['DE', 'NZ', 'Narnia']),
      source: maybe(texts),
      email: n % 3 === 0 ? null : `p${n % 5}@x.example`,
      emailKey: n % 3 === 0 ? null : `p${n % 5}@x.example`,
      ownerId: maybe(userIds),
      createdAt: one(moments),
    })),
    select: { id: true },
  });
  const listId = await createList(tx, { entity: 'lead', memberCount: rowsPerGrid, name: 'with people' });
  const removedListId = await createList(tx, { entity: 'lead', name: 'without them' });
  const ofPerson = (id: bigint) => ({
    recordId: id,
    inFilter: true,
    joinedAt: one(moments),
    contactedCount: one(numbers),
    lastContactedAt: maybe(moments),
  });
  await tx.listItem.createMany({
    data: records.flatMap(({ id }) => [
      { listId, ...ofPerson(id) },
      { listId: removedListId, ...ofPerson(id), removedAt: one(moments), removedById: maybe(userIds) },
    ]),
  });
  const lists = await tx.marketingList.createManyAndReturn({
    data: rows((n) => ({
      name: `${one(texts)} ${n}`,
      description: one(texts),
      entity: one(['contact', 'lead'] as const),
      type: one(['dynamic', 'manual'] as const),
      columns: [],
      filter: {},
      ownerId: maybe(userIds),
      memberCount: one(numbers),
      createdAt: one(moments),
    })),
    select: { id: true },
  });

  const connection = await tx.connection.create({
    data: { listId, integrationId, addressBookId: books[0]?.id ?? 0n },
  });
  await tx.connection.createMany({
    data: books.slice(1).flatMap(({ id }, n) => {
      const list = lists[n];
      return list ? [{ listId: list.id, integrationId, addressBookId: id }] : [];
    }),
  });
  const keys = ['a%@x.example', 'b_@x.example', 'p1@x.example', "o'@x.example"];
  await tx.bookMember.createMany({
    data: books.map(({ id }) => ({
      addressBookId: id,
      emailKey: one(keys),
      present: true,
      putThereByUs: below(2) === 0,
    })),
  });
  await tx.dotdigitalContact.createMany({
    data: keys
      .slice(1)
      .map((emailKey) => ({ integrationId, emailKey, status: maybe(['Subscribed', 'none']) })),
  });
  await tx.syncRun.createMany({
    data: rows(() => ({
      kind: one(['export', 'import']),
      trigger: 'button',
      integrationId: one(bothIds),
      connectionId: maybe([connection.id]),
      state: one(['running', 'finished', 'failed'] as const),
      startedAt: one(moments),
    })),
  });
  const run = await tx.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId: connection.id },
  });
  const wave = await tx.wave.create({
    data: { connectionId: connection.id, syncRunId: run.id, kind: 'full', phase: 'settled' },
  });
  await tx.plannedChange.createMany({
    data: rows((n) => ({
      waveId: wave.id,
      n,
      emailKey: maybe(['a%@x.example', 'b@x.example']),
      action: 'add',
      outcome: maybe(['added', 'rejected']),
      reasonCode: maybe(['other', 'failures']),
      reasonText: maybe(texts),
    })),
  });
  await tx.apiToken.createMany({
    data: rows(() => ({
      userId: one(userIds),
      name: one(texts),
      prefix: one(texts),
      hash: randomBytes(16),
      scopes: [],
      createdAt: one(moments),
      lastUsedAt: maybe(moments),
      expiresAt: maybe(moments),
      revokedAt: maybe(moments),
    })),
  });
  await tx.csvImport.createMany({
    data: rows(() => ({
      entity: one(['contact', 'lead'] as const),
      fileName: one(texts),
      byteCount: 1n,
      encoding: 'utf-8',
      delimiter: ',',
      headers: ['a'],
      options: {},
      state: one(['uploaded', 'finished'] as const),
      rowCount: one(numbers),
      createdAt: one(moments),
    })),
  });
  const bookId = books[0]?.id ?? 0n;
  const { id: connectionId } = await tx.connection.create({
    data: { listId: removedListId, integrationId, addressBookId: bookId, state: 'disconnected' },
  });
  await tx.campaignDraft.createMany({
    data: rows((n) => ({
      id: BigInt(1_000_000_000 + n),
      listId,
      connectionId,
      integrationId,
      addressBookId: bookId,
      name: `${one(texts)} ${n}`,
      subject: one(texts),
      fromName: one(texts),
      fromAddressId: 1,
      fromAddress: 'a@x.example',
      replyAction: 'Unset',
      htmlContent: '',
      plainTextContent: '',
      state: one(['draft', 'asked', 'accepted', 'sent'] as const),
      recipientCount: maybe(numbers),
      sendAt: maybe(moments),
      askedAt: maybe(moments),
      updatedAt: one(moments),
      nextStepAt: one(moments),
    })),
  });
  await tx.auditEntry.createMany({
    data: rows((n) => ({
      at: one(moments),
      actorId: maybe(userIds),
      actorLabel: one(texts),
      action: one(['session.open', 'lead.update', "it's", 'a_b']),
      subjectType: one(['user', 'record', 'file']),
      subjectId: maybe(['1', '2', '%']),
      refused: n % 3 === 0,
      road: maybe(['page', 'api']),
      address: maybe(['192.0.2.1', '2001:db8::1']),
      tokenId: maybe([1n, 2n]),
      detail: { name: one(texts) },
    })),
  });
  await tx.insightCollection.createMany({
    data: [
      { integrationId, kind: 'orders' },
      { integrationId, kind: 'carts' },
    ],
  });
  await tx.insightItem.createMany({
    data: rows((n) => ({
      integrationId,
      kind: one(['orders', 'carts'] as const),
      key: `${one(texts)} ${n}`,
      purchaseId: BigInt(n),
      recordId: BigInt(n),
      emailKey: one(texts),
      state: one(['waiting', 'in_step', 'failed', 'leaving'] as const),
      reasonCode: maybe(texts),
      stateAt: one(moments),
      heldAt: maybe(moments),
    })),
  });
  await tx.team.createMany({ data: rows((n) => ({ name: `${one(texts)} ${n}`, createdAt: one(moments) })) });
  const teams = await tx.team.findMany({ select: { id: true } });
  await tx.teamMember.createMany({
    data: teams.flatMap(({ id: teamId }) => userIds.slice(0, below(4)).map((userId) => ({ teamId, userId }))),
  });
  const automationId = await createAutomations(tx, { one, maybe, rows });
  return { integrationId, campaignId: sent.id, listId, removedListId, runId: run.id, automationId };
}
export type GridWorld = Awaited<ReturnType<typeof createGridWorld>>;

type Dice = {
  one: <Value>(values: readonly Value[]) => Value;
  maybe: <Value>(values: readonly Value[]) => Value | null;
  rows: <Row>(row: (n: number) => Row) => Row[];
};

/** Automations, the first of which has people. */
async function createAutomations(tx: Tx, { one, maybe, rows }: Dice): Promise<bigint> {
  const made = await tx.automation.createManyAndReturn({
    data: rows((n) => ({
      name: `${one(texts)} ${n}`,
      entity: 'lead' as const,
      trigger: one([
        { kind: 'event', name: 'x' },
        { kind: 'tag', tag: 'x' },
      ]),
      conditions: {},
      action: { kind: 'tag', change: 'give', tag: 'x' },
      limits: {},
      state: one(['off', 'on', 'paused'] as const),
      updatedAt: one(moments),
    })),
    select: { id: true },
  });
  await tx.automationVersion.createMany({
    data: made.map(({ id }) => ({
      automationId: id,
      version: 1,
      document: {},
      sentence: 'x',
      actorLabel: 'x',
    })),
  });
  const [first, second] = made;
  const people = await tx.crmRecord.createManyAndReturn({
    data: rows(() => ({ entity: 'lead' as const, firstName: maybe(texts), email: one(texts) })),
    select: { id: true },
  });
  const firings = (automationId: bigint) =>
    people.map(({ id }, n) => ({
      automationId,
      version: 1,
      recordId: id,
      personKey: `record:${id}`,
      eventKey: `event:${n}`,
      eventAt: one(moments),
      dueAt: one(moments),
      state: one(['waiting', 'done', 'failed', 'skipped'] as const),
      attemptCount: one(numbers),
      settledAt: maybe(moments),
    }));
  await tx.automationFiring.createMany({ data: firings(first?.id ?? 0n) });
  await tx.automationFiring.createMany({ data: firings(second?.id ?? 0n).slice(0, 7) });
  return first?.id ?? 0n;
}
