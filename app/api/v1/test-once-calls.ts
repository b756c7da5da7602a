import { randomUUID } from 'node:crypto';
import { mergeMarketingCampaigns } from '@/lib/campaigns';
import type { FlowContext } from '@/lib/context';
import { setBaseCurrency } from '@/lib/crm';
import { runCsvImport, uploadCsvFile } from '@/lib/csv-imports';
import { saveMapping } from '@/lib/data-fields';
import { previewUndo } from '@/lib/export';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import {
  condition,
  connectList,
  createList,
  createPerson,
  createSentCampaign,
  filterOf,
} from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';

export type OnceCall = {
  path: string;
  body: unknown;
  /** How often it has had its effect by now; -1 is half an effect; null: it has none, or a second time is once. */
  effects: (() => Promise<number>) | null;
  /** How often it has had it where the first of its steps is stored; else 1. */
  atFirst?: number;
  /** Where a call stores in several steps: all of them are there. */
  isWhole?: () => Promise<boolean>;
};
export type MakeCall = (ctx: FlowContext) => Promise<OnceCall>;

const someone = (): string => `${randomUUID()}@once.example`;
const aList = (ctx: FlowContext, own: Parameters<typeof createList>[1] = {}): Promise<bigint> =>
  createList(ctx.db.prisma, { type: 'manual', ...own });

const record =
  (path: string, entity: 'contact' | 'lead' | 'customer'): MakeCall =>
  async ({ db }) => {
    const email = someone();
    return {
      path: `/${path}`,
      body: { email, firstName: 'Ada', tags: ['once'], consent: { state: 'given', text: 'Yes' } },
      effects: () => db.prisma.crmRecord.count({ where: { emailKey: email, entity } }),
      isWhole: async () =>
        (await db.prisma.crmRecord.count({
          where: { emailKey: email, tags: { some: {} }, consents: { some: { text: 'Yes' } } },
        })) === 1 && (await db.prisma.consent.count({ where: { record: { emailKey: email } } })) === 1,
    };
  };

const recordRows =
  (path: string, entity: 'contact' | 'lead' | 'customer'): MakeCall =>
  async ({ db }) => {
    const emails = [someone(), someone()];
    return {
      path: `/${path}/bulk`,
      body: emails.map((email) => ({ email, tags: ['once'], consent: 'given' })),
      effects: async () => {
        const found = await db.prisma.crmRecord.findMany({
          where: { emailKey: { in: emails }, entity },
          include: { tags: true, consents: true },
        });
        return found.every((one) => one.tags.length === 1 && one.consents.length === 1)
          ? found.length / emails.length
          : -1;
      },
    };
  };

const purchaseRows =
  (path: 'orders' | 'carts'): MakeCall =>
  async ({ db }) => {
    const [customer] = await createRecords(db.prisma, 1, { entity: 'customer', email: someone() });
    const externalId = randomUUID();
    const at =
      path === 'orders' ? { placedAt: '2026-11-01T10:00:00Z' } : { touchedAt: '2026-11-01T10:00:00Z' };
    return {
      path: `/${path}/bulk`,
      body: [
        {
          externalId,
          customer: { id: String(customer?.id) },
          currency: 'EUR',
          total: 5,
          items: [{ sku: 's', unitPrice: 5 }],
          ...at,
        },
      ],
      effects: async () => {
        const found =
          path === 'orders'
            ? await db.prisma.order.findMany({ where: { externalId }, include: { items: true } })
            : await db.prisma.cart.findMany({ where: { externalId }, include: { items: true } });
        return found.every(({ items }) => items.length === 1) ? found.length : -1;
      },
    };
  };

/** Names of one kind at the sandbox. */
async function atDotdigital(ctx: FlowContext, path: string): Promise<string[]> {
  const answer = await fetch(`${ctx.config.dotdigitalUrl}/v2/${path}`, {
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  return ((await answer.json()) as { name: string }[]).map(({ name }) => name);
}

const onConnection =
  (path: string, state: 'active' | 'paused', body: unknown, action: string): MakeCall =>
  async (ctx) => {
    const { connectionId } = await connectList(ctx.db.prisma, await aList(ctx));
    await ctx.db.prisma.connection.update({ where: { id: connectionId }, data: { state } });
    return {
      path: `/connections/${connectionId}/${path}`,
      body,
      effects: () => ctx.db.prisma.auditEntry.count({ where: { action, subjectId: String(connectionId) } }),
    };
  };

/** A call for every POST route of the table; a route that is not here fails the test. */
/** An account with an empty mapping of contacts. */
async function createMapping(ctx: FlowContext): Promise<bigint> {
  const integrationId = await createIntegrationRow(ctx);
  await saveMapping(ctx, {
    integrationId: String(integrationId),
    entity: 'contact',
    version: 0,
    syncPriority: 0,
    rows: [],
  });
  return integrationId;
}

export const onceCalls: Record<string, MakeCall> = {
  '/privacy/erasures': async (ctx) => erasure(ctx),
  '/privacy/exports': async ({ db }) => {
    const [one] = await createRecords(db.prisma, 1);
    return { path: '/privacy/exports', body: { recordId: String(one?.id) }, effects: null };
  },
  '/contacts': record('contacts', 'contact'),
  '/leads': record('leads', 'lead'),
  '/customers': record('customers', 'customer'),
  '/contacts/bulk': recordRows('contacts', 'contact'),
  '/leads/bulk': recordRows('leads', 'lead'),
  '/customers/bulk': recordRows('customers', 'customer'),
  '/orders/bulk': purchaseRows('orders'),
  '/carts/bulk': purchaseRows('carts'),
  '/events': async ({ db }) => {
    const email = someone();
    return {
      path: '/events',
      body: { name: 'Visited', email, payload: { page: '/' } },
      effects: () => db.prisma.recordEvent.count({ where: { emailKey: email } }),
    };
  },
  '/page-views': async ({ db }) => {
    const email = someone();
    return {
      path: '/page-views',
      body: { email, url: 'https://shop.example/boots', title: 'Boots' },
      effects: () => db.prisma.recordEvent.count({ where: { emailKey: email, name: 'page-view' } }),
    };
  },
  '/integrations': async ({ db }) => {
    const name = `Once ${randomUUID()}`;
    return {
      path: '/integrations',
      body: {
        type: 'dotdigital',
        name,
        username: 'apiuser-demo@apiconnector.com',
        password: 'sandbox-password',
        clientId: null,
        clientSecret: '',
        oauthDomain: null,
        defaultOwnerId: null,
      },
      effects: () => db.prisma.integration.count({ where: { name } }),
    };
  },
  '/integrations/{id}/check': async (ctx) => ({
    path: `/integrations/${await createIntegrationRow(ctx)}/check`,
    body: undefined,
    effects: null,
  }),
  '/integrations/{id}/sync': async (ctx) => {
    const id = await createIntegrationRow(ctx);
    return {
      path: `/integrations/${id}/sync`,
      body: undefined,
      effects: () => ctx.db.prisma.integration.count({ where: { id, nextImportAt: { not: null } } }),
    };
  },
  '/email-campaigns': async (ctx) => {
    const { listId, integrationId } = await createSendable(ctx);
    const name = `Once ${randomUUID()}`;
    return {
      path: '/email-campaigns',
      body: {
        integrationId: String(integrationId),
        marketingListId: String(listId),
        name,
        subject: 'Once',
        fromName: 'Ann',
        htmlContent: '<a href="http://$UNSUB$">out</a>',
        plainTextContent: 'http://$UNSUB$',
      },
      effects: () => ctx.db.prisma.campaignDraft.count({ where: { name } }),
    };
  },
  '/email-campaigns/{id}/test-send': async (ctx) => {
    const { id } = await createSendable(ctx);
    return {
      path: `/email-campaigns/${id}/test-send`,
      body: { to: [someone()] },
      effects: () => audited(ctx, 'campaign.test-send', id),
    };
  },
  '/email-campaigns/{id}/send': async (ctx) => {
    const { id } = await createSendable(ctx);
    return {
      path: `/email-campaigns/${id}/send`,
      body: { recipients: 1, despite: ['unsettled'] },
      effects: () => audited(ctx, 'campaign.send', id),
    };
  },
  '/integrations/{id}/data-fields': async (ctx) => {
    const name = `ONCE_${randomUUID().slice(0, 8).toUpperCase()}`;
    const integrationId = await createIntegrationRow(ctx);
    return {
      path: `/integrations/${integrationId}/data-fields`,
      body: { name, type: 'String' },
      effects: async () => {
        const there = (await atDotdigital(ctx, 'data-fields')).filter((one) => one === name).length;
        const here = await ctx.db.prisma.dataField.count({ where: { integrationId, name } });
        return there > 1 || here > there ? -1 : here;
      },
    };
  },
  '/integrations/{id}/data-field-mappings/{entity}/preview': async (ctx) => {
    const [id, [person]] = [await createIntegrationRow(ctx), await createRecords(ctx.db.prisma, 1)];
    return {
      path: `/integrations/${id}/data-field-mappings/contact/preview`,
      body: { recordId: String(person?.id), mapping: { rows: [] } },
      effects: null,
    };
  },
  '/integrations/{id}/data-field-mappings/{entity}/versions/{version}/restore': async (ctx) => {
    const integrationId = await createMapping(ctx);
    return {
      path: `/integrations/${integrationId}/data-field-mappings/contact/versions/1/restore`,
      body: {},
      effects: async () =>
        (await ctx.db.prisma.fieldMappingVersion.count({ where: { mapping: { integrationId } } })) - 1,
    };
  },
  '/integrations/{id}/data-field-mappings/{entity}/import': async (ctx) => {
    const integrationId = await createMapping(ctx);
    return {
      path: `/integrations/${integrationId}/data-field-mappings/contact/import`,
      body: {
        document: {
          kind: 'dotbridge data field mapping',
          format: 1,
          entity: 'contact',
          syncPriority: 3,
          rows: [],
        },
      },
      effects: async () =>
        (await ctx.db.prisma.fieldMappingVersion.count({ where: { mapping: { integrationId } } })) - 1,
    };
  },
  '/marketing-lists': async ({ db }) => {
    const [name, city] = [`Once ${randomUUID()}`, randomUUID()];
    await createPerson(db.prisma, { city });
    return {
      path: '/marketing-lists',
      body: { name, entity: 'contact', type: 'on_demand', filter: filterOf(condition('city', 'is', city)) },
      effects: () => db.prisma.marketingList.count({ where: { name } }),
      isWhole: async () =>
        (await db.prisma.marketingList.findFirstOrThrow({ where: { name } })).memberCount === 1,
    };
  },
  '/marketing-lists/{id}/update': async (ctx) => {
    const city = randomUUID();
    await createPerson(ctx.db.prisma, { city });
    const list = await aList(ctx, { type: 'on_demand', filter: filterOf(condition('city', 'is', city)) });
    return {
      path: `/marketing-lists/${list}/update`,
      body: undefined,
      effects: null,
      isWhole: async () =>
        (await ctx.db.prisma.listEvent.count({ where: { listId: list, kind: 'joined' } })) === 1,
    };
  },
  '/marketing-lists/{id}/members': async (ctx) => {
    const [list, records] = [await aList(ctx), await createRecords(ctx.db.prisma, 2)];
    return {
      path: `/marketing-lists/${list}/members`,
      body: { recordIds: records.map(({ id }) => String(id)) },
      effects: async () =>
        (await ctx.db.prisma.listEvent.count({ where: { listId: list, kind: 'joined' } })) / 2,
    };
  },
  '/connections': async (ctx) => {
    const [list, integrationId, name] = [
      await aList(ctx),
      await createIntegrationRow(ctx),
      `Once ${randomUUID()}`,
    ];
    return {
      path: '/connections',
      body: { marketingListId: String(list), integrationId: String(integrationId), newAddressBook: { name } },
      atFirst: 0,
      effects: async () => {
        const books = (await atDotdigital(ctx, 'address-books')).filter((one) => one === name).length;
        const found = await ctx.db.prisma.connection.findMany({
          where: { listId: list },
          include: { addressBook: true },
        });
        return books > 1 || found.some(({ addressBook }) => addressBook.name !== name) ? -1 : found.length;
      },
    };
  },
  '/csv-imports/{id}/start': async (ctx) => {
    const file = Buffer.from(`email\n${someone()}\n`);
    const { id } = await uploadCsvFile(ctx, {
      query: { entity: 'contact', kind: 'people', fileName: 'people.csv' },
      body: (async function* () {
        yield file;
      })(),
      contentLength: file.length,
    });
    return {
      path: `/csv-imports/${id}/start`,
      body: {},
      effects: () => ctx.db.prisma.csvImport.count({ where: { id: BigInt(id), state: 'queued' } }),
    };
  },
  '/csv-imports/{id}/undo': async (ctx) => {
    const id = await createQueuedImport(ctx, `email\n${someone()}\n`);
    await runCsvImport(ctx, id);
    return {
      path: `/csv-imports/${id}/undo`,
      body: undefined,
      effects: () => ctx.db.prisma.csvImport.count({ where: { id, undo: 'queued' } }),
    };
  },
  '/settings/exchange-rates': async (ctx) => {
    await setBaseCurrency(ctx, { baseCurrency: 'EUR' });
    const day = new Date(Date.UTC(2000, 0, 1 + Math.floor(Math.random() * 8_000)));
    return {
      path: '/settings/exchange-rates',
      body: { rates: [{ currency: 'USD', day: day.toISOString().slice(0, 10), rate: '0.9' }] },
      effects: () => ctx.db.prisma.exchangeRate.count({ where: { currency: 'USD', day } }),
    };
  },
  '/connections/{id}/synchronise': async (ctx) => {
    const { connectionId } = await connectList(ctx.db.prisma, await aList(ctx));
    return {
      path: `/connections/${connectionId}/synchronise`,
      body: undefined,
      effects: () => ctx.db.prisma.wave.count({ where: { connectionId } }),
    };
  },
  '/connections/{id}/freeze': onConnection('freeze', 'active', undefined, 'connection.freeze'),
  '/connections/{id}/shadow': onConnection('shadow', 'active', undefined, 'connection.shadow'),
  '/connections/{id}/unfreeze': onConnection('unfreeze', 'paused', undefined, 'connection.resume'),
  '/connections/{id}/verify': onConnection('verify', 'active', undefined, 'connection.read-back'),
  '/connections/{id}/repair': onConnection(
    'repair',
    'active',
    { how: 'put-back', emails: ['gone@once.example'] },
    'connection.put-back',
  ),
  '/connections/{id}/discard': async (ctx) => {
    const { prisma } = ctx.db;
    const { connectionId } = await connectList(prisma, await aList(ctx));
    const { integrationId } = await prisma.connection.update({
      where: { id: connectionId },
      data: { state: 'held' },
    });
    const run = await prisma.syncRun.create({
      data: { kind: 'export', trigger: 'schedule', integrationId, connectionId },
    });
    const wave = await prisma.wave.create({
      data: { connectionId, syncRunId: run.id, kind: 'regular', phase: 'sending', counts: { remove: 3 } },
    });
    return {
      path: `/connections/${connectionId}/discard`,
      body: { waveId: String(wave.id) },
      effects: () => audited(ctx, 'connection.discard', connectionId),
    };
  },
  '/sync-runs/{id}/retry': async (ctx) => {
    const { prisma } = ctx.db;
    const { connectionId } = await connectList(prisma, await aList(ctx));
    const { integrationId } = await prisma.connection.findUniqueOrThrow({ where: { id: connectionId } });
    const run = await prisma.syncRun.create({
      data: { kind: 'export', trigger: 'schedule', integrationId, connectionId, state: 'finished' },
    });
    await prisma.wave.create({
      data: { connectionId, syncRunId: run.id, kind: 'regular', phase: 'settled' },
    });
    return {
      path: `/sync-runs/${run.id}/retry`,
      body: { cause: 'failures' },
      effects: () => audited(ctx, 'sync-run.retry', run.id),
    };
  },
  '/sync-runs/{id}/undo': async (ctx) => {
    const { prisma } = ctx.db;
    const { connectionId } = await connectList(prisma, await aList(ctx));
    const { integrationId, addressBookId } = await prisma.connection.findUniqueOrThrow({
      where: { id: connectionId },
    });
    const [left] = await createRecords(prisma, 1, { email: someone() });
    const run = await prisma.syncRun.create({
      data: { kind: 'export', trigger: 'schedule', integrationId, connectionId, state: 'finished' },
    });
    await prisma.wave.create({
      data: {
        connectionId,
        addressBookId,
        syncRunId: run.id,
        kind: 'regular',
        phase: 'settled',
        changes: {
          create: {
            n: 1,
            emailKey: left?.emailKey,
            recordId: left?.id,
            action: 'remove',
            outcome: 'removed',
          },
        },
      },
    });
    return {
      path: `/sync-runs/${run.id}/undo`,
      body: { digest: (await previewUndo(ctx, { id: String(run.id) })).digest },
      effects: () => audited(ctx, 'sync-run.undo', run.id),
    };
  },
  '/connections/{id}/pause': onConnection('pause', 'active', { reason: 'holiday' }, 'connection.pause'),
  '/connections/{id}/resume': onConnection('resume', 'paused', undefined, 'connection.resume'),
  '/marketing-campaigns/{id}/split': async ({ db: { prisma } }) => {
    const { id, chosen } = await createTwoUnder(prisma);
    const name = `Split ${randomUUID()}`;
    return {
      path: `/marketing-campaigns/${id}/split`,
      body: { name, emailCampaignIds: [String(chosen)] },
      effects: () => prisma.marketingCampaign.count({ where: { name } }),
    };
  },
  '/marketing-campaigns/merges/{id}/undo': async (ctx) => {
    const { prisma } = ctx.db;
    const { id } = await createTwoUnder(prisma);
    const { id: from } = await createTwoUnder(prisma);
    const { mergeId } = await mergeMarketingCampaigns(ctx, { intoId: String(id), fromIds: [String(from)] });
    return {
      path: `/marketing-campaigns/merges/${mergeId}/undo`,
      body: undefined,
      effects: () => audited(ctx, 'marketing-campaign.undo-merge', id),
    };
  },
  '/email-campaigns/{id}/move': async (ctx) => {
    const { chosen } = await createTwoUnder(ctx.db.prisma);
    const { id: to } = await createTwoUnder(ctx.db.prisma);
    return {
      path: `/email-campaigns/${chosen}/move`,
      body: { toId: String(to) },
      effects: () => audited(ctx, 'email-campaign.move', chosen),
    };
  },
  '/marketing-campaigns/merge': async ({ db: { prisma } }) => {
    const [into, from] = await Promise.all(
      [1, 2].map((n) =>
        prisma.marketingCampaign.create({ data: { name: `M${n}`, code: randomUUID().slice(0, 18) } }),
      ),
    );
    const campaign = await createSentCampaign(prisma, { recipients: [] });
    await prisma.emailCampaign.update({
      where: { id: campaign },
      data: { marketingCampaignId: from?.id ?? null },
    });
    return {
      path: '/marketing-campaigns/merge',
      body: { intoId: String(into?.id), fromIds: [String(from?.id)] },
      effects: () =>
        prisma.auditEntry.count({
          where: { action: 'marketing-campaign.merge', subjectId: String(into?.id) },
        }),
    };
  },
};

/** A marketing campaign with two email campaigns under it, and one of these. */
async function createTwoUnder(prisma: FlowContext['db']['prisma']): Promise<{ id: bigint; chosen: bigint }> {
  const { id } = await prisma.marketingCampaign.create({
    data: { name: 'Two under it', code: randomUUID().slice(0, 18) },
  });
  const both = [
    await createSentCampaign(prisma, { recipients: [] }),
    await createSentCampaign(prisma, { recipients: [] }),
  ];
  await prisma.emailCampaign.updateMany({ where: { id: { in: both } }, data: { marketingCampaignId: id } });
  return { id, chosen: both[0] ?? 0n };
}

/** Nobody to ask at Dotdigital: what it has done is that the person is on their way out. */
const erasure: MakeCall = async ({ db }) => {
  const since = await db.prisma.auditEntry.count({ where: { action: 'privacy.erase' } });
  const [one] = await createRecords(db.prisma, 1, { email: someone() });
  return {
    path: '/privacy/erasures',
    body: { recordId: String(one?.id) },
    effects: async () => (await db.prisma.auditEntry.count({ where: { action: 'privacy.erase' } })) - since,
  };
};

const audited = (ctx: FlowContext, action: string, id: bigint): Promise<number> =>
  ctx.db.prisma.auditEntry.count({ where: { action, subjectId: String(id) } });

/** A draft for a list with one person in its book, as if it stood at Dotdigital. */
async function createSendable(
  ctx: FlowContext,
): Promise<{ id: bigint; listId: bigint; integrationId: bigint }> {
  const { prisma } = ctx.db;
  const integrationId = await createIntegrationRow(ctx);
  const listId = await aList(ctx);
  const { bookId, connectionId } = await connectList(prisma, listId, integrationId);
  await prisma.bookMember.create({
    data: { addressBookId: bookId, emailKey: someone(), present: true, putThereByUs: true },
  });
  const [next] = await prisma.$queryRaw<{ id: bigint }[]>`SELECT nextval('email_campaigns_id_seq') AS id`;
  const { id } = await prisma.campaignDraft.create({
    data: {
      id: next?.id ?? 0n,
      listId,
      connectionId,
      integrationId,
      addressBookId: bookId,
      dotdigitalId: Math.floor(Math.random() * 1e9),
      heldHash: 'as it was',
      name: 'Once',
      subject: 'Once',
      fromName: 'Ann',
      fromAddressId: 1,
      fromAddress: 'newsletter@northwind.example',
      replyAction: 'Unset',
      htmlContent: '<a href="http://$UNSUB$">out</a>',
      plainTextContent: 'http://$UNSUB$',
    },
  });
  return { id, listId, integrationId };
}
