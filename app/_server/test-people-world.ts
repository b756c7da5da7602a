import type { Context } from '@/lib/context';
import { evaluateList, removeMember } from '@/lib/marketing-lists';
import { connectList, createList, createPerson } from '@/prisma/seed/marketing-lists';

export const ada = {
  email: 'ada.wintergarten@zanzibar-mail.example',

  firstName: 'Adelheid',
  lastName: 'Wintergarten',
  phone: '+44 20 7946 0817',
  phoneE164: '+442079460817',
  street: '12 Quitten Lane',
  postalCode: 'QX9 7ZZ',
  externalId: 'EXT-55512',
  birthday: new Date('1987-06-05'),
};
/** Whatever tells who she is. */
export const secrets = /adelheid|wintergarten|zanzibar|7946|quitten|qx9|55512|1987/i;
export const campaignNames = /autumn parade/i;

export type PeopleWorld = Record<
  | 'contact'
  | 'gone'
  | 'list'
  | 'run'
  | 'campaign'
  | 'marketing'
  | 'integration'
  | 'book'
  | 'connection'
  | 'automation'
  | 'manual',
  string
>;

type Owned = { ownerId?: bigint; listOwnerId?: bigint };

/**
 * One person wherever people are shown: on a list and its grid of who is out, in a book, a run, a campaign with opens and clicks, an automation
 * and an account's orders; another who was taken off, a third who is on none yet. `ownerId` owns both, `listOwnerId` the list, which nobody else sees then.
 */
export async function makePeopleWorld(
  ctx: Context,
  { ownerId, listOwnerId }: Owned = {},
): Promise<PeopleWorld> {
  const { prisma } = ctx.db;
  const owned = { ...ada, ...(ownerId === undefined ? {} : { ownerId }) };
  const [contact, gone] = [
    await createPerson(prisma, owned),
    await createPerson(prisma, { ...owned, email: 'x.wintergarten@zanzibar-mail.example' }),
  ];
  const list = await createList(prisma, {
    name: 'Spring guests',
    ...(listOwnerId === undefined ? {} : { ownerId: listOwnerId, ownerOnly: true }),
  });
  await evaluateList(ctx, list);
  const manual = await createList(prisma, { name: 'By hand', type: 'manual' });
  await createPerson(prisma, {
    ...(ownerId === undefined ? {} : { ownerId }),
    firstName: 'Adelheid',
    email: 'late@example.com',
  });
  await removeMember(ctx, { listId: String(list), recordId: String(gone), reason: '' });
  const { integrationId, bookId, connectionId } = await connectList(prisma, list);
  const run = await prisma.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId, state: 'finished' },
  });
  const wave = await prisma.wave.create({
    data: { connectionId, syncRunId: run.id, kind: 'regular', counts: { add: 1 } },
  });
  await prisma.plannedChange.create({
    data: {
      waveId: wave.id,
      n: 1,
      emailKey: ada.email,
      email: ada.email,
      name: 'Adelheid Wintergarten',
      recordId: contact,
      action: 'add',
      outcome: 'rejected',
      reasonCode: 'refused',
      reasonText: `${ada.email} was refused`,
    },
  });
  await prisma.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: ada.email,
      recordId: contact,
      present: true,
      heldValues: { FIRSTNAME: 'Adelheid' },
      sentAt: ctx.now(),
    },
  });
  await prisma.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: 'adelheid@before.example',
      recordId: contact,
      present: false,
      leftHow: 'gone',
    },
  });
  await prisma.dotdigitalContact.create({
    data: { integrationId, emailKey: ada.email, dotdigitalId: 7, status: 'Subscribed' },
  });
  const marketing = await prisma.marketingCampaign.create({ data: { name: 'Autumn parade', code: 'AUT' } });
  const campaign = await prisma.emailCampaign.create({
    data: {
      integrationId,
      dotdigitalId: 4711,
      marketingCampaignId: marketing.id,
      name: 'Autumn parade',
      subject: 'Autumn parade',
      status: 'Sent',
      htmlContent: '<p>Autumn parade</p>',
      sentAt: new Date('2026-10-01T09:00:00Z'),
      books: { create: { addressBookId: bookId } },
    },
  });
  const of = { campaignId: campaign.id, dotdigitalContactId: 7, emailKey: ada.email };
  await prisma.campaignTotals.create({
    data: {
      campaignId: campaign.id,
      recipientCount: 1,
      deliveredCount: 1,
      openerCount: 1,
      openCount: 1,
      clickerCount: 1,
      clickCount: 1,
      replierCount: 0,
      forwardCount: 0,
      pageViewCount: 0,
      unsubscribedCount: 0,
      softBouncedCount: 0,
      hardBouncedCount: 0,
    },
  });
  await prisma.campaignRecipient.create({
    data: { ...of, openCount: 1, clickCount: 1, sentAt: campaign.sentAt },
  });
  await prisma.campaignOpen.create({ data: { ...of, openedAt: new Date('2026-10-01T10:00:00Z') } });
  await prisma.campaignClick.create({
    data: {
      ...of,
      clickedAt: new Date('2026-10-01T10:01:00Z'),
      url: `https://shop.example/?who=${encodeURIComponent(ada.email)}`,
      urlHash: Buffer.alloc(16, 1),
    },
  });
  await prisma.recordChange.create({
    data: {
      recordId: contact,
      field: 'lastName',
      before: 'Wintergarten-Alt',
      after: 'Wintergarten',
      origin: 'person',
    },
  });
  await prisma.consent.create({
    data: { recordId: contact, state: 'given', origin: 'form', consentAt: ctx.now() },
  });
  const automation = await prisma.automation.create({
    data: {
      name: 'Welcome',
      entity: 'contact',
      trigger: { kind: 'event', name: 'came' },
      conditions: { version: 1, root: { kind: 'group', combinator: 'all', rules: [] } },
      action: { kind: 'tag', change: 'give', tag: 'x' },
      limits: {},
      state: 'on',
      firings: {
        create: {
          version: 1,
          recordId: contact,
          personKey: ada.email,
          eventKey: 'event:1',
          eventAt: ctx.now(),
          dueAt: ctx.now(),
          state: 'done',
        },
      },
    },
  });
  await prisma.recordEvent.create({
    data: { recordId: contact, emailKey: ada.email, name: 'came', at: ctx.now(), payload: {} },
  });
  await prisma.insightCollection.create({ data: { integrationId, kind: 'orders' } });
  await prisma.insightItem.create({
    data: {
      integrationId,
      kind: 'orders',
      key: 'o1',
      purchaseId: 1n,
      recordId: contact,
      emailKey: ada.email,
      state: 'in_step',
      stateAt: ctx.now(),
    },
  });
  const text = (id: bigint): string => String(id);
  return {
    contact: text(contact),
    gone: text(gone),
    list: text(list),
    run: text(run.id),
    campaign: text(campaign.id),
    marketing: text(marketing.id),
    integration: text(integrationId),
    book: text(bookId),
    connection: text(connectionId),
    automation: text(automation.id),
    manual: text(manual),
  };
}

/** A path of the REST API with the ids of this world. */
export const pathIn = (world: PeopleWorld, path: string): string =>
  path
    .replace('/contacts/{id}', `/contacts/${world.contact}`)
    .replace('/marketing-lists/{id}', `/marketing-lists/${world.list}`)
    .replace('/marketing-campaigns/{id}', `/marketing-campaigns/${world.marketing}`)
    .replace('/connections/{id}', `/connections/${world.connection}`)
    .replace('/sync-runs/{id}', `/sync-runs/${world.run}`)
    .replace('/email-campaigns/{id}', `/email-campaigns/${world.campaign}`)
    .replace('/automations/{id}', `/automations/${world.automation}`)
    .replace('{entity}', 'contact')
    .replaceAll(/\{\w+\}/g, world.integration);
