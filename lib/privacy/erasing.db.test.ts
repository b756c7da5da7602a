import { describe, expect, it } from 'vitest';
import { recountCampaign } from '@/lib/campaigns';
import {
  createRecord,
  mergeRecords,
  bulkUpsertRecords,
  recordEvents,
  undoMerge,
  updateRecord,
} from '@/lib/crm';
import { runCsvImport, undoCsvImport } from '@/lib/csv-imports';
import { setIntegrationActive } from '@/lib/integrations';
import type { FlowContext } from '@/lib/context';
import { rotateErasureKeys } from '@/lib/erased';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { importWorld, type ImportWorld } from '@/prisma/seed/import-world';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import {
  askErasure,
  checkAddress,
  getErasure,
  leaveAccountOut,
  liftBlock,
  previewErasure,
  pushErasure,
  retryErasure,
  rotateErasures,
  sweepErased,
} from './index';
import type { PersonAsked } from './schemas';

/** The sandbox has the same people in every world, and the tests share a database. */
async function fresh({
  ctx,
  integrationId = 0n,
}: {
  ctx: FlowContext;
  integrationId?: bigint;
}): Promise<void> {
  const { prisma } = ctx.db;
  await prisma.integration.updateMany({
    where: { id: { not: integrationId } },
    data: { deletedAt: new Date() },
  });
  await prisma.erasure.deleteMany();
  await prisma.erasedAddress.deleteMany();
}

async function erasureWorld(people: number): Promise<ImportWorld> {
  const world = await importWorld({ people });
  await fresh(world);
  await world.connect();
  return world;
}

const emailOf = (world: ImportWorld, n: number): string => world.people[n]?.email ?? '';

async function erase(world: Pick<ImportWorld, 'ctx'>, person: PersonAsked, emptyBin = true): Promise<string> {
  const { shown } = await previewErasure(world.ctx, person);
  const { id } = await askErasure(world.ctx, { person, shown, emptyBin });
  await pushErasure(world.ctx, BigInt(id));
  return id;
}

/** Where a text stands in the whole database. */
async function traces({ ctx }: Pick<ImportWorld, 'ctx'>, text: string): Promise<string[]> {
  const tables = await ctx.db.prisma.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await ctx.db.pool.query(
      `SELECT FROM "${name}" t WHERE position($1 IN lower(t::text)) > 0 LIMIT 1`,
      [text.toLowerCase()],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

const atSandbox = async (world: ImportWorld): Promise<string> =>
  JSON.stringify(await world.control(`/state/contacts`));

describe('erasing a person', () => {
  it('ends with nothing of them here and at Dotdigital, while a campaign counts as before', async () => {
    const world = await erasureWorld(6);
    const campaignId = await world.send();
    await world.control(`/campaigns/${campaignId}/events`, {
      events: [{ kind: 'open', contact: emailOf(world, 0) }],
    });
    await world.advance('P1D');
    await world.run();
    const before = await world.campaign(campaignId);
    const email = emailOf(world, 0);
    expect(await atSandbox(world)).toContain(email);

    const preview = await previewErasure(world.ctx, { email });
    expect(preview.addresses).toEqual([email]);
    expect(preview.accounts.find(({ id }) => id === String(world.integrationId))).toMatchObject({
      knowsThem: true,
    });
    expect(preview.places.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Records', 'Campaigns', 'Contacts at Dotdigital', 'Marketing lists']),
    );
    const id = await erase(world, { email });

    const done = await getErasure(world.ctx, { id });
    expect(done).toMatchObject({ state: 'ended', addresses: [], problem: null });
    expect(
      done.targets.find(({ integrationId }) => integrationId === String(world.integrationId)),
    ).toMatchObject({
      state: 'deleted',
      binEmptied: true,
    });
    expect(await traces(world, email)).toEqual([]);
    expect(await atSandbox(world)).not.toContain(email);

    await world.advance('P1D');
    await world.run();
    expect(await traces(world, email)).toEqual([]);
    await world.ctx.db.prisma.$transaction((tx) => recountCampaign(tx, before.id));
    const after = await world.campaign(campaignId);
    expect({ ...after.totals, revision: 0 }).toEqual({ ...before.totals, revision: 0 });
    const recipients = { where: { campaignId: before.id } };
    expect(await world.ctx.db.prisma.campaignRecipient.count(recipients)).toBe(before.totals?.recipientCount);
  });

  it('asks for admins, and for what they have seen', async () => {
    const ctx = await testContext({ role: 'marketer' });
    const [record] = await createRecords(ctx.db.prisma, 1, { email: 'seen@erase.example' });
    const person = { recordId: String(record?.id) };
    await expect(previewErasure(ctx, person)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(askErasure(ctx, { person })).rejects.toMatchObject({ code: 'forbidden' });
    const admin = await testContext({ role: 'admin' });
    const { shown } = await previewErasure(admin, person);
    await createRecords(ctx.db.prisma, 1, { email: 'seen@erase.example', entity: 'lead' });
    await expect(askErasure(admin, { person, shown })).rejects.toMatchObject({ code: 'conflict' });
    const [one, other] = [await askErasure(admin, { person }), await askErasure(admin, { person })];
    expect(other).toEqual(one);
    const line = await ctx.db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'privacy.erase', subjectId: one.id },
    });
    expect(line.detail).toMatchObject({ records: 2 });
    expect(JSON.stringify(line.detail)).not.toContain('erase.example');
  });

  it('ends the same wherever it is killed', async () => {
    const world = await erasureWorld(12);
    const ways = ['before', 'after'] as const;
    let person = 0;
    for (let n = 1; n <= 4; n += 1)
      for (const when of ways) {
        const email = emailOf(world, person);
        person += 1;
        const { id } = await askErasure(world.ctx, { person: { email } });
        const killed = killedAtTransaction(world.ctx, n, when);
        await pushErasure(killed.ctx, BigInt(id)).catch(() => undefined);
        await pushErasure(world.ctx, BigInt(id));
        expect(await getErasure(world.ctx, { id })).toMatchObject({ state: 'ended' });
        expect(await traces(world, email), `${when} ${n}`).toEqual([]);
      }
  });

  it('goes on by itself when Dotdigital fails, and says so until then; an account that can’t be asked is left out by a person', async () => {
    const world = await erasureWorld(3);
    const email = emailOf(world, 0);
    await world.faults({
      route: '/v2/contacts/{id}',
      method: 'DELETE',
      nth: 1,
      kind: 'status',
      args: { status: 503 },
    });
    const id = await erase(world, { email });
    const waiting = await getErasure(world.ctx, { id });
    expect(waiting).toMatchObject({ state: 'at_dotdigital', addresses: [email] });
    const target = waiting.targets.find(({ integrationId }) => integrationId === String(world.integrationId));
    expect(target).toMatchObject({ state: 'waiting', problem: expect.stringContaining('Dotdigital') });
    expect(target?.problem).not.toContain(email);
    await world.calmDown();
    await retryErasure(world.ctx, { id });
    await pushErasure(world.ctx, BigInt(id));
    expect(await getErasure(world.ctx, { id })).toMatchObject({ state: 'ended' });

    const integrationId = String(world.integrationId);
    await setIntegrationActive(world.ctx, { id: integrationId, active: false });
    const second = await erase(world, { email: emailOf(world, 1) });
    expect(await getErasure(world.ctx, { id: second })).toMatchObject({ state: 'at_dotdigital' });
    await leaveAccountOut(world.ctx, { id: second, integrationId });
    await pushErasure(world.ctx, BigInt(second));
    expect(await getErasure(world.ctx, { id: second })).toMatchObject({ state: 'ended' });
  });

  it('waits for an older transaction, which may still be storing the person', async () => {
    const ctx = await testContext();
    await fresh({ ctx });
    const [record] = await createRecords(ctx.db.prisma, 1, { email: 'older@erase.example' });
    const older = await ctx.db.pool.connect();
    await older.query('BEGIN');
    await older.query(
      `INSERT INTO crm_records (entity, email, email_key) VALUES ('lead', 'older@erase.example', 'older@erase.example')`,
    );
    const { id } = await askErasure(ctx, { person: { recordId: String(record?.id) } });
    await pushErasure(ctx, BigInt(id));
    expect(await getErasure(ctx, { id })).toMatchObject({ state: 'here', problem: expect.any(String) });
    await older.query('COMMIT');
    older.release();
    await pushErasure(ctx, BigInt(id));
    expect(await getErasure(ctx, { id })).toMatchObject({ state: 'ended' });
    expect(await traces({ ctx }, 'older@erase.example')).toEqual([]);
  });
});

it('keys that are rotated open what is under way and what keeps people out', async () => {
  const ctx = await testContext();
  await fresh({ ctx });
  const email = 'rotated@erase.example';
  await createRecords(ctx.db.prisma, 1, { email });
  const { id } = await askErasure(ctx, { person: { email } });
  const keys = new Map([...ctx.config.keyring.keys, ['new', Buffer.alloc(32, 9)] as const]);
  const both = { ...ctx, config: { ...ctx.config, keyring: { primary: 'new', keys } } };
  expect(await rotateErasures(both)).toBe(1);
  expect(await rotateErasureKeys(both)).toBe(1);
  keys.delete('test');
  await pushErasure(both, BigInt(id));
  expect(await getErasure(both, { id })).toMatchObject({ state: 'ended' });
  expect(await checkAddress(both, { email })).toMatchObject({ isBlocked: true });
  // The other tests have the old one.
  const back = new Map([...ctx.config.keyring.keys, ...keys]);
  await rotateErasureKeys({ ...ctx, config: { ...ctx.config, keyring: { primary: 'test', keys: back } } });
});

describe('who was erased stays out', () => {
  const email = 'back.again@erase.example';
  const gone = async () => {
    const ctx = await testContext();
    await fresh({ ctx });
    await createRecords(ctx.db.prisma, 1, { email });
    await erase({ ctx }, { email });
    return ctx;
  };

  it('by form, REST, event and change of address, until an admin lifts the block with a reason', async () => {
    const ctx = await gone();
    const fields = { entity: 'contact' as const, email, firstName: 'Ada' };
    await expect(createRecord(ctx, fields)).rejects.toMatchObject({ code: 'conflict' });
    const [other] = await createRecords(ctx.db.prisma, 1, { email: 'someone@erase.example' });
    await expect(updateRecord(ctx, { id: String(other?.id), version: 1, email })).rejects.toMatchObject({
      code: 'conflict',
    });
    const outcomes = await bulkUpsertRecords(ctx, {
      entity: 'contact',
      rows: [{ email: email.toUpperCase() }, { email: 'newcomer@erase.example' }],
    });
    expect(outcomes).toMatchObject([{ outcome: 'rejected' }, { outcome: 'created' }]);
    expect(await recordEvents(ctx, [{ name: 'visit', email, at: null, payload: {} }])).toMatchObject([
      { outcome: 'rejected' },
    ]);
    expect(await traces({ ctx }, email)).toEqual([]);

    expect(await checkAddress(ctx, { email })).toMatchObject({ isBlocked: true });
    await expect(liftBlock(ctx, { email, reason: '' })).rejects.toThrow();
    const view = await liftBlock(ctx, { email, reason: 'signed up anew at the fair' });
    expect(view).toMatchObject({ isBlocked: false, blocks: [{ liftReason: 'signed up anew at the fair' }] });
    await createRecord(ctx, fields);
    await erase({ ctx }, { email });
    expect(await checkAddress(ctx, { email })).toMatchObject({ isBlocked: true });
  });

  it('by a file of people or of opt-outs, whose cells are not kept either', async () => {
    const ctx = await gone();
    for (const kind of ['people', 'suppression'] as const) {
      const id = await createQueuedImport(
        ctx,
        `Email,First name\n${email},Ada\nfine.${kind}@erase.example,Bea\n`,
        {
          kind,
        },
      );
      await runCsvImport(ctx, id);
      const rows = await ctx.db.prisma.csvImportRow.findMany({
        where: { importId: id, cells: { equals: [] } },
      });
      expect(rows).toMatchObject([{ outcome: 'refused', reason: expect.stringContaining('erased') }]);
    }
    expect(await ctx.db.prisma.crmRecord.count({ where: { emailKey: 'fine.people@erase.example' } })).toBe(1);
    expect(await traces({ ctx }, email)).toEqual([]);
  });

  it('by taking back an import or a merge', async () => {
    const ctx = await testContext();
    await fresh({ ctx });
    const own = 'undone@erase.example';
    await createRecords(ctx.db.prisma, 1, { email: own, externalId: 'undone-1' });
    const id = await createQueuedImport(ctx, `Email,External ID\nundone.new@erase.example,undone-1\n`, {
      options: { matchBy: 'externalId' },
      mapping: { '0': 'email', '1': 'externalId' },
    });
    await runCsvImport(ctx, id);
    await erase({ ctx }, { email: own }, false);
    await undoCsvImport(ctx, { id: String(id) });
    await runCsvImport(ctx, id);
    expect(await traces({ ctx }, own)).toEqual([]);

    const [winner, loser] = await createRecords(ctx.db.prisma, 2, (n) => ({
      email: `merged-${n}@erase.example`,
    }));
    await mergeRecords(
      ctx,
      {
        winnerId: String(winner?.id),
        loserId: String(loser?.id),
        winnerVersion: 1,
        loserVersion: 1,
        take: [],
      },
      [],
    );
    const merge = await ctx.db.prisma.recordMerge.findFirstOrThrow({ where: { winnerId: winner?.id } });
    await erase({ ctx }, { recordId: String(winner?.id) });
    await expect(undoMerge(ctx, { mergeId: String(merge.id) }, [])).rejects.toMatchObject({
      code: 'not_found',
    });
    for (const n of [0, 1]) expect(await traces({ ctx }, `merged-${n}@erase.example`)).toEqual([]);
  });

  it('when a backup of before is restored: the sweep erases them again', async () => {
    const ctx = await gone();
    await createRecords(ctx.db.prisma, 1, { email });
    expect(await sweepErased(ctx)).toEqual({ found: 1 });
    const again = await ctx.db.prisma.erasure.findFirstOrThrow({
      where: { state: { not: 'ended' }, reason: 'came_back' },
    });
    await pushErasure(ctx, again.id);
    expect(await traces({ ctx }, email)).toEqual([]);
    expect(await sweepErased(ctx)).toEqual({ found: 0 });
  });

  it('while one is under way, the sweep leaves them to it: it ends here and tells what went', async () => {
    const ctx = await testContext();
    await fresh({ ctx });
    const [record] = await createRecords(ctx.db.prisma, 1, { email: 'under.way@erase.example' });
    const person = { recordId: String(record?.id) };
    const { shown } = await previewErasure(ctx, person);
    const { id } = await askErasure(ctx, { person, shown, emptyBin: false });
    expect(await sweepErased(ctx)).toEqual({ found: 0 });
    await pushErasure(ctx, BigInt(id));
    expect(await ctx.db.prisma.erasure.count()).toBe(1);
    expect((await getErasure(ctx, { id })).places).not.toEqual([]);
  });
});
