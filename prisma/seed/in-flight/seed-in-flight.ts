import { createAddressBook } from '@/lib/address-books';
import { makeWebhookSecret, pushWebhooks, switchOnAutomation } from '@/lib/automations';
import { pauseConnection } from '@/lib/connections';
import { ConnectListInput } from '@/lib/connections/schemas';
import type { FlowContext } from '@/lib/context';
import { runCsvImport, undoCsvImport } from '@/lib/csv-imports';
import { connectList, disconnectList, pushConnection } from '@/lib/export';
import { runImportPass } from '@/lib/import';
import { pushInsight } from '@/lib/insight-data';
import { queueMail, sendMail } from '@/lib/mail';
import { askErasure, pushErasure } from '@/lib/privacy';
import { askSend, checkDraft, createDraft, pushDraft } from '@/lib/sending';
import { CreateDraftInput } from '@/lib/sending/schemas';
import { automationWorld } from '../automation-world';
import { createQueuedImport, peopleFile } from '../csv-imports';
import { condition, createList, filterOf } from '../marketing-lists';
import { createRecords } from '../records';
import { startReceiver } from '../webhook-world';
import { cutOffDb } from '../../test-cut-off-db';
import { startMailServer } from '../../test-mail-server';

/** What work of a kind writes as it goes on: its worker is killed after the first, the second, … of these transactions. */
const written: Record<Kind, { tables: RegExp; kills: number }> = {
  connection: { tables: /waves|export_batches|planned_changes/, kills: 8 },
  csv: { tables: /csv_imports|csv_import_batches/, kills: 4 },
  undo: { tables: /csv_imports|csv_import_batches/, kills: 4 },
  erasure: { tables: /erasures|erasure_targets/, kills: 5 },
  draft: { tables: /campaign_drafts/, kills: 6 },
  enrol: { tables: /automation_(firings|batches)/, kills: 4 },
  tell: { tables: /automation_(firings|calls)/, kills: 4 },
  insight: { tables: /insight_(items|batches)/, kills: 4 },
  mail: { tables: /mails/, kills: 2 },
  pass: { tables: /import_(leases|cursors)/, kills: 2 },
};

const kinds = Object.keys(written) as Kind[];

type Work = (own: FlowContext) => Promise<unknown>;

/** Work of every kind, begun and left where its worker was killed; beside it what has ended, or waits for somebody. */
export async function seedInFlight(
  dataDir: string,
): Promise<{ ctx: FlowContext; close: () => Promise<void> }> {
  const world = await automationWorld({ dataDir });
  const [server, receiver] = [await startMailServer(), await startReceiver()];
  const { ctx, control } = world;
  Object.assign(ctx.config, { mail: server.mail, outwardAllowedHosts: [receiver.host] });
  const works = await worksOf(ctx, world, receiver.url);
  for (const kind of kinds) await toItsEnd(world, ctx, await works[kind]('ended'));
  await endOtherwise(world, ctx, works);
  const kill = async (kind: Kind): Promise<void> => {
    for (let n = 1; n <= written[kind].kills; n += 1) {
      await leasesRunOut(ctx);
      await killedWork(ctx, await works[kind](`killed${n}`), kind, n);
    }
  };
  await kill('connection');
  await control('/settings', {
    importSeconds: 86_400,
    deletionSeconds: 86_400,
    insightSeconds: 86_400,
    enrolmentSeconds: 86_400,
    sendSeconds: 86_400,
  });
  for (const kind of kinds)
    if (kind !== 'mail' && kind !== 'pass') await toItsEnd(world, ctx, await works[kind]('waits'));
  for (const kind of kinds) if (kind !== 'connection') await kill(kind);
  for (const kind of kinds) await works[kind]('asked');
  await leasesRunOut(ctx);
  await killedWork(ctx, await works.insight('killed'), 'insight', 1);
  await server.stop();
  await leaveForSomebody(ctx, works);
  return { ctx, close: () => world.simulator.close() };
}

/** The worker is killed once it has stored the n-th change of that kind. */
async function killedWork(ctx: FlowContext, work: Work, kind: Kind, n: number): Promise<void> {
  const { proxy, db } = await cutOffDb(2);
  let seen = 0;
  proxy.arm({
    when: 'after',
    at: (statement, transaction) =>
      isStored(statement, transaction) &&
      transaction.some((said) => isWrite(said) && written[kind].tables.test(said)) &&
      (seen += 1) === n,
  });
  for (let slice = 0; slice < 3; slice += 1) await work({ ...ctx, db }).catch(() => undefined);
}

const isWrite = (statement: string): boolean => /^\s*(insert|update|delete|with)\b/i.test(statement);
/** Outside of a transaction a statement stores by itself. */
const isStored = (statement: string, transaction: readonly string[]): boolean =>
  /^commit$/i.test(statement) || transaction.length === 1;

/** What is done for a whole account waits for whoever was killed at it. */
async function leasesRunOut({ db }: FlowContext): Promise<void> {
  for (const table of ['insight_collections', 'import_leases'])
    await db.pool.query(
      `UPDATE ${table} SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`,
    );
}

async function toItsEnd(world: World, ctx: FlowContext, work: Work): Promise<void> {
  for (let n = 0; n < 6; n += 1) {
    await work(ctx);
    await world.pass(6);
  }
}

type Make = (name: string) => Promise<Work>;
type Kind =
  | 'connection'
  | 'csv'
  | 'undo'
  | 'erasure'
  | 'draft'
  | 'enrol'
  | 'tell'
  | 'insight'
  | 'mail'
  | 'pass';

/** Ends and rests that nobody comes to here by themselves: the newest row of each table after work of a kind was done. */
const otherEnds: [Kind, ...[table: string, state: string, column?: string][]][] = [
  [
    'connection',
    ['waves', 'rejected'],
    ['export_batches', 'rejected'],
    ['sync_runs', 'rejected'],
    ['connections', 'stopped'],
  ],
  ['connection', ['waves', 'failed'], ['export_batches', 'unknown'], ['sync_runs', 'failed']],
  ['connection', ['waves', 'cancelled'], ['sync_runs', 'cancelled']],
  ['csv', ['csv_imports', 'failed']],
  ['csv', ['csv_imports', 'cancelled']],
  ['undo', ['csv_imports', 'failed', 'undo']],
  ['erasure', ['erasure_targets', 'not_there']],
  ['erasure', ['erasure_targets', 'left_out']],
  ['mail', ['mails', 'refused']],
  ['mail', ['mails', 'unknown']],
  ['mail', ['mails', 'withdrawn']],
  ['draft', ['campaign_drafts', 'cancelled']],
  ['enrol', ['automation_firings', 'failed'], ['automation_batches', 'refused'], ['automations', 'off']],
  ['enrol', ['automation_firings', 'unknown'], ['automation_batches', 'lost'], ['automations', 'paused']],
  ['enrol', ['automation_firings', 'skipped']],
  ['enrol', ['automation_firings', 'held_out']],
  ['insight', ['insight_batches', 'refused']],
  ['insight', ['insight_batches', 'lost']],
];

async function endOtherwise(world: World, ctx: FlowContext, works: Record<Kind, Make>): Promise<void> {
  for (const [i, [kind, ...ends]] of otherEnds.entries()) {
    await toItsEnd(world, ctx, await works[kind](`end${i}`));
    for (const [table, state, column = table === 'waves' ? 'phase' : 'state'] of ends) {
      const id = table === 'erasure_targets' ? 'erasure_id' : 'id';
      await ctx.db.pool.query(
        `UPDATE ${table} SET ${column} = $1 WHERE ${id} = (SELECT max(${id}) FROM ${table})`,
        [state],
      );
    }
  }
}

type World = Awaited<ReturnType<typeof automationWorld>>;

async function worksOf(ctx: FlowContext, world: World, receiverUrl: string): Promise<Record<Kind, Make>> {
  const { client, source, mail } = world;
  const { prisma } = ctx.db;
  const integrationId = String(world.integrationId);
  const people = (name: string, count = 3) =>
    createRecords(prisma, count, (n) => ({ source: `${source}-${name}`, email: mail(`${name}-${n}`) }));
  const connect = async (name: string): Promise<bigint> => {
    const listId = await createList(prisma, {
      filter: filterOf(condition('source', 'is', `${source}-${name}`)),
    });
    const book = await createAddressBook(ctx, client, {
      integrationId,
      name: `${name} ${source}`,
      visibility: 'Private',
    });
    await people(name);
    const { connectionId } = await connectList(
      ctx,
      ConnectListInput.parse({ listId: String(listId), integrationId, addressBookId: book.id }),
    );
    return BigInt(connectionId);
  };
  await world.connect();
  const settled = await connect('drafts');
  await toItsEnd(world, ctx, (own) => pushConnection(own, settled));
  for (const kind of ['orders', 'carts'] as const)
    await prisma.insightCollection.create({
      data: { integrationId: world.integrationId, kind, active: true },
    });
  let fromAddressId = '';
  for await (const { rows } of client.fromAddresses()) fromAddressId ||= String(rows[0]?.id);
  const customer = (name: string) => world.customer(name, true, { firstName: name });
  const automation = async (name: string, action: object): Promise<bigint> => {
    const person = await customer(name);
    await world.cart(person, name, {
      touchedAt: new Date(world.clock.now.getTime() - 7_200_000).toISOString(),
    });
    const id = await world.automation({ ...action, only: [condition('firstName', 'is', name)] }, false);
    if ('integrationId' in action) await makeWebhookSecret(ctx, { id: String(id) });
    await switchOnAutomation(ctx, { id: String(id), version: 1, daysBack: 1 });
    return id;
  };
  return {
    connection: async (name) => {
      const id = await connect(name);
      return (own) => pushConnection(own, id);
    },
    csv: async (name) => {
      const id = await createQueuedImport(ctx, peopleFile(3, `in-${name}`));
      return (own) => runCsvImport(own, id, { batchRows: 1 });
    },
    undo: async (name) => {
      const id = await createQueuedImport(ctx, peopleFile(3, `undo-${name}`));
      await runCsvImport(ctx, id);
      await undoCsvImport(ctx, { id: String(id) });
      return (own) => runCsvImport(own, id, { batchRows: 1 });
    },
    erasure: async (name) => {
      const email = mail(`erase-${name}`);
      await world.control('/contacts', { contacts: [{ email }] });
      await createRecords(prisma, 1, { email });
      const { id } = await askErasure(ctx, { person: { email } });
      return (own) => pushErasure(own, BigInt(id));
    },
    draft: async (name) => {
      const { id } = await createDraft(
        ctx,
        client,
        CreateDraftInput.parse({
          connectionId: String(settled),
          name: `Campaign ${name}`,
          subject: 'News',
          previewText: '',
          fromName: 'Ann',
          fromAddressId,
          htmlContent: '<html><body><p>Hello</p><a href="http://$UNSUB$">Unsubscribe</a></body></html>',
          plainTextContent: 'Hello. Unsubscribe: http://$UNSUB$',
        }),
      );
      const { version, recipients } = await checkDraft(ctx, client, id);
      await askSend(ctx, { id, version, recipients, at: null, despite: [] });
      return (own) => pushDraft(own, BigInt(id));
    },
    enrol: async (name) => {
      const id = await automation(`enrol-${name}`, {});
      return async (own) => {
        await world.run(id, own);
        await world.push(own);
      };
    },
    tell: async (name) => {
      const id = await automation(`tell-${name}`, {
        integrationId: null,
        action: { kind: 'webhook', url: receiverUrl },
      });
      return async (own) => {
        await world.run(id, own);
        await pushWebhooks(own, id);
      };
    },
    insight: async (name) => {
      const person = await customer(`buys-${name}`);
      await prisma.bookMember.create({
        data: {
          addressBookId: world.addressBookId,
          emailKey: person.email,
          present: true,
          putThereByUs: true,
        },
      });
      const kind = name.startsWith('killed') ? 'carts' : 'orders';
      await (kind === 'orders' ? world.order : world.cart)(person, name);
      return (own) => pushInsight(own, { integrationId: world.integrationId, kind });
    },
    mail: async (name) => {
      const id = await queueMail(ctx, prisma, {
        key: `in-flight:${name}`,
        kind: 'test',
        userId: null,
        to: { name: 'Ann', address: mail('ann') },
        content: { subject: 'S', text: 'T', html: '<p>T</p>', stopUrl: null },
        expiresAt: new Date(ctx.now().getTime() + 86_400_000),
      });
      return (own) => sendMail(own, id ?? 0n);
    },
    pass: async () => (own) => runImportPass(own, world.integrationId, { trigger: 'schedule' }),
  };
}

/** What waits for a person, or was not begun. */
async function leaveForSomebody(ctx: FlowContext, works: Record<Kind, Make>): Promise<void> {
  const { prisma, pool } = ctx.db;
  const newest = async (): Promise<string> =>
    String((await prisma.connection.findFirstOrThrow({ orderBy: { id: 'desc' } })).id);
  await works.connection('paused');
  await pauseConnection(ctx, { id: await newest(), reason: 'a holiday' });
  await works.connection('disconnected');
  await disconnectList(ctx, { id: await newest() });
  const held = await works.connection('held');
  await held(ctx);
  await works.csv('uploaded');
  await works.draft('draft');
  await prisma.csvImport.create({
    data: {
      entity: 'contact',
      fileName: 'x.csv',
      byteCount: 0n,
      encoding: 'utf-8',
      delimiter: ',',
      headers: [],
      state: 'uploading',
    },
  });
  await pool.query(`
    UPDATE connections SET state = 'held', state_code = 'guard' WHERE id = (SELECT connection_id FROM waves ORDER BY id DESC LIMIT 1);
    UPDATE sync_runs SET state = 'waiting' WHERE id = (SELECT sync_run_id FROM waves ORDER BY id DESC LIMIT 1);
    UPDATE csv_imports SET state = 'uploaded' WHERE id = (SELECT max(id) FROM csv_imports WHERE state = 'queued');
    UPDATE campaign_drafts SET state = 'draft', next_step_at = NULL
    WHERE id = (SELECT id FROM campaign_drafts WHERE state = 'asked' ORDER BY created_at DESC LIMIT 1);
    UPDATE marketing_lists SET evaluation_state = 'failed' WHERE id = (SELECT max(id) FROM marketing_lists);
    UPDATE insight_items SET state = 'leaving' WHERE id = (SELECT max(id) FROM insight_items WHERE state = 'in_step');
    UPDATE insight_items SET state = 'failed' WHERE id = (SELECT min(id) FROM insight_items WHERE state = 'accepted');
    WITH wave AS (
      UPDATE waves SET phase = 'settling', finished_at = NULL, next_step_at = now()
      WHERE id = (SELECT min(id) FROM waves WHERE phase = 'settled') RETURNING sync_run_id)
    UPDATE sync_runs r SET state = 'running', finished_at = NULL FROM wave WHERE r.id = wave.sync_run_id;
    WITH batch AS (
      UPDATE automation_batches SET state = 'sending', dotdigital_id = NULL, ended_at = NULL, next_step_at = now()
      WHERE id = (SELECT min(id) FROM automation_batches WHERE state = 'finished') RETURNING id)
    UPDATE automation_firings f SET state = 'sending', settled_at = NULL FROM batch WHERE f.batch_id = batch.id;`);
}
