import { describe, expect, it } from 'vitest';
import { getConnection } from '@/lib/connections';
import { evaluateList } from '@/lib/marketing-lists';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { condition, createList, filterOf } from '@/prisma/seed/marketing-lists';
import { approveHeldWave, asksWhoApproves, pushConnection, resumeConnection } from '../index';
import { LeaseLost, type Tx } from '@/lib/db';
import { passLease } from '@/lib/import/pass-lease';
import { sliceSeconds } from '@/lib/jobs/run-job';
import { fenced, takeWave, waveLease } from '../wave-lease';

const imports = { route: '*/contacts/import', method: 'POST' };
const setSource = (world: ExportWorld, names: string[], source: string) =>
  world.ctx.db.prisma.crmRecord.updateMany({
    where: { email: { in: names.map(world.mail) } },
    data: { source },
  });
const uploads = async (world: ExportWorld) =>
  (await world.writes()).filter(({ path }) => path.endsWith('/contacts/import')).length;

describe('trouble at Dotdigital', () => {
  it.each([
    ['it acted but the answer never came', { ...imports, kind: 'reset-after', times: 2 }],
    ['it answers 500', { ...imports, kind: 'server-error', times: 2 }],
    ['the import failed', { ...imports, kind: 'import-failed', times: 2 }],
    [
      'the import can’t be found at first',
      { ...imports, kind: 'import-not-visible', args: { seconds: 20 }, times: 1 },
    ],
    ['its fault list is torn', { route: '*/report-faults', kind: 'reset-mid-body', times: 3 }],
    [
      'its status poll is limited',
      { route: '/v2/contacts/import/*', kind: 'too-many-requests', args: { retryAfter: 30 }, times: 1 },
    ],
  ])('heals when %s: the book equals the list and nothing is doubled', async (_, fault) => {
    const world = await exportWorld();
    await world.people(4);
    await world.control('/faults', fault);
    await world.connect();
    await world.settle(world.ctx, 200);
    expect(await world.emails()).toHaveLength(4);
    const rows = await world.changes();
    expect(rows.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added', 'added']);
    expect(await world.lastRun()).toMatchObject({ state: 'finished', errorCode: null });
  });

  it('says that the password is wrong, asks once an interval, and goes on when it is right again', async () => {
    const world = await exportWorld();
    await world.people(2);
    await world.connect();
    await world.control('/api-users', { email: 'apiuser-demo@apiconnector.com', password: 'changed-there' });
    await pushConnection(world.ctx, world.connectionId);
    expect(await world.lastRun()).toMatchObject({ state: 'failed', errorCode: 'credentials' });
    const integration = await world.ctx.db.prisma.integration.findUniqueOrThrow({
      where: { id: world.integrationId },
    });
    expect(integration.healthCode).toBe('credentials');
    const wave = await world.openWave();
    expect((wave?.nextStepAt?.getTime() ?? 0) - world.clock.now.getTime()).toBeGreaterThanOrEqual(230_000);
    await world.control('/api-users', {
      email: 'apiuser-demo@apiconnector.com',
      password: 'sandbox-password',
    });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(2);
    expect(await world.lastRun()).toMatchObject({ state: 'finished', errorMessage: null });
  });

  it('stops after a rejection by the watchdog, sends nothing until someone resumes, then tries once more', async () => {
    const world = await exportWorld();
    await world.people(3);
    await world.connect();
    await world.control('/faults', { ...imports, kind: 'watchdog-reject', times: 1 });
    await world.settle();
    expect(await world.lastRun()).toMatchObject({
      state: 'rejected',
      errorCode: 'watchdog',
      counts: { rejected: 3 },
    });
    await world.clearRequests();
    for (let n = 0; n < 5; n += 1) await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    expect(await uploads(world)).toBe(1);
    expect(await world.emails()).toHaveLength(3);
  });

  it('says after an hour that an import may be held for review, once, and goes on when it ends', async () => {
    const world = await exportWorld({ settings: { importSeconds: 7_200 } });
    await world.people(1);
    await world.connect();
    await pushConnection(world.ctx, world.connectionId);
    const waits = async (seconds: number) => {
      await world.pass(seconds);
      await pushConnection(world.ctx, world.connectionId);
      return world.lastRun();
    };
    expect(await waits(3_000)).toMatchObject({ state: 'running', errorCode: null });
    expect(await waits(1_000)).toMatchObject({ state: 'waiting', errorCode: 'held_there' });
    const { id } = await waits(300);
    expect((await getConnection(world.ctx, String(world.connectionId))).message).toContain(
      'hold it for review',
    );
    const told = await world.ctx.db.prisma.syncRunLog.findMany({ where: { runId: id, level: 'warn' } });
    expect(told).toHaveLength(1);
    await world.pass(3_600);
    await world.settle();
    expect(await world.lastRun()).toMatchObject({ state: 'finished', errorCode: null });
  });

  it('stops with a way forward when the book is gone', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    await world.control('/faults', {
      ...imports,
      kind: 'not-found',
      args: { code: 'ERROR_ADDRESSBOOK_NOT_FOUND' },
    });
    await world.settle(world.ctx, 100);
    expect(await world.connection()).toMatchObject({ state: 'stopped', stateCode: 'book_gone' });
    expect((await world.changes()).map(({ outcome, reasonCode }) => [outcome, reasonCode])).toEqual([
      ['skipped', 'not_sent'],
    ]);
  });
});

describe('the guard', () => {
  const filled = async (count: number) => {
    const world = await exportWorld();
    await world.people(count, (n) => ({ email: world.mail(`p${n}`) }));
    await world.connect();
    await world.settle();
    await world.clearRequests();
    return world;
  };
  const names = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `p${from + n}`);

  it('holds a wave that would empty the book, and sends exactly the plan that someone approves', async () => {
    const world = await filled(60);
    await setSource(world, names(0, 60), 'elsewhere');
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    expect(await world.connection()).toMatchObject({ state: 'held', stateCode: 'empty_list' });
    expect(await world.writes()).toEqual([]);
    const approval = async () => ({
      id: String(world.connectionId),
      waveId: String((await world.openWave())?.id),
    });
    const shown = await approval();
    expect(await asksWhoApproves(world.ctx, shown)).toBe(false);
    await world.ctx.db.prisma.setting.create({
      data: { key: `dotdigital:${world.integrationId}`, value: { proofPeople: 59 } },
    });
    expect(await asksWhoApproves(world.ctx, shown)).toBe(true);
    expect(await asksWhoApproves(world.ctx, { ...shown, waveId: '0' })).toBe(false);
    await setSource(world, ['p0'], world.source);
    await expect(approveHeldWave(world.ctx, shown)).rejects.toMatchObject({ code: 'conflict' });
    await expect(approveHeldWave(world.ctx, shown)).rejects.toMatchObject({ code: 'conflict' });
    const next = await approval();
    await approveHeldWave(world.ctx, next);
    await world.settle();
    expect(await world.emails()).toEqual([world.mail('p0')]);
    await expect(approveHeldWave(world.ctx, next)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('shows the plan of now at once after it refused to approve an older one', async () => {
    const world = await filled(61);
    await setSource(world, names(0, 60), 'elsewhere');
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    const id = String(world.connectionId);
    const waveId = async () => String((await world.openWave())?.id);
    const shown = await waveId();
    await setSource(world, ['p60'], 'elsewhere');
    await expect(approveHeldWave(world.ctx, { id, waveId: shown })).rejects.toMatchObject({
      code: 'conflict',
      userMessage: expect.stringContaining('stands in its place') as string,
    });
    const { held, state } = await getConnection(world.ctx, id);
    expect({ state, held }).toEqual({
      state: 'held',
      held: { waveId: await waveId(), add: 0, update: 0, remove: 61 },
    });
    expect(held?.waveId).not.toBe(shown);
    expect(await world.writes()).toEqual([]);
    await approveHeldWave(world.ctx, { id, waveId: await waveId() });
    await world.settle();
    expect(await world.emails()).toEqual([]);
  });

  it('lets the plan of now go by itself where it takes out so few that nobody need approve it', async () => {
    const world = await filled(60);
    await setSource(world, names(0, 60), 'elsewhere');
    await world.pass(241);
    await pushConnection(world.ctx, world.connectionId);
    const approval = { id: String(world.connectionId), waveId: String((await world.openWave())?.id) };
    await setSource(world, names(1, 60), world.source);
    await expect(approveHeldWave(world.ctx, approval)).rejects.toMatchObject({ code: 'conflict' });
    expect((await world.connection()).state).toBe('active');
    await world.settle();
    expect(await world.emails()).toHaveLength(59);
  });

  it('counts many small runs within a day as one', async () => {
    const world = await filled(300);
    for (let run = 0; run < 3; run += 1) {
      await setSource(world, names(run * 25, run * 25 + 25), 'elsewhere');
      await world.pass(241);
      for (let n = 0; n < 10; n += 1) {
        await pushConnection(world.ctx, world.connectionId);
        const { state, nextExportAt } = await world.connection();
        if (
          state === 'held' ||
          (!(await world.openWave()) && nextExportAt !== null && nextExportAt > world.clock.now)
        )
          break;
        await world.pass(2);
      }
    }
    expect((await world.connection()).state).toBe('held');
    expect(300 - (await world.emails()).length).toBeLessThanOrEqual(60);
  });

  const gone = {
    version: 1,
    root: {
      kind: 'group',
      combinator: 'all',
      rules: [{ kind: 'condition', field: 'gone', operator: 'is', value: 'x' }],
    },
  };

  it('leaves everyone in the book while the list can’t be evaluated', async () => {
    const world = await filled(2);
    await world.ctx.db.prisma.marketingList.update({ where: { id: world.listId }, data: { filter: gone } });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(2);
    expect(await world.connection()).toMatchObject({ state: 'active', stateCode: 'list_failed' });
  });

  it('leaves everyone in the book while a list that this one asks can’t be evaluated, though its filter says that nobody is left', async () => {
    const world = await filled(2);
    const { prisma } = world.ctx.db;
    const asked = await createList(prisma, { filter: gone, evaluationState: 'fresh', evaluatedVersion: 1 });
    await prisma.marketingList.update({
      where: { id: world.listId },
      data: { filter: filterOf(condition('lists', 'any_of', [String(asked)])) },
    });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(2);
    expect(await world.connection()).toMatchObject({ state: 'active', stateCode: 'list_failed' });
  });

  it('leaves everyone in the book while finding the members takes too long, and goes on when it no longer does', async () => {
    const world = await filled(2);
    const { prisma, pool } = world.ctx.db;
    await prisma.marketingList.update({ where: { id: world.listId }, data: { type: 'on_demand' } });
    await setSource(world, ['p0'], 'elsewhere');
    const holder = await pool.connect();
    try {
      // Whoever reads records waits here until its time is over.
      await holder.query('BEGIN; LOCK TABLE crm_records IN ACCESS EXCLUSIVE MODE');
      expect(await evaluateList(world.ctx, world.listId, { timeoutMs: 50 })).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('was stopped'),
      });
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(2);
    expect(await world.connection()).toMatchObject({ state: 'active', stateCode: 'list_failed' });
    await prisma.marketingList.update({ where: { id: world.listId }, data: { type: 'dynamic' } });
    await world.nextCycle();
    expect(await world.emails()).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  it('freezes in the middle of planning and keeps the connection from others no longer than its lease', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    await world.settle();
    await world.people(1);
    await world.pass(241);
    const limits: string[] = [];
    const prisma = new Proxy(world.ctx.db.prisma, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== '$transaction')
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        return (run: (tx: Tx) => Promise<unknown>, options?: object) =>
          target.$transaction(async (tx) => {
            const answer = await run(tx);
            const [row] = await tx.$queryRaw<{ limit: string }[]>`
              SELECT current_setting('idle_in_transaction_session_timeout') AS limit`;
            limits.push(row?.limit ?? '');
            return answer;
          }, options);
      },
    });
    await pushConnection({ ...world.ctx, db: { ...world.ctx.db, prisma } }, world.connectionId);
    // Whoever evaluates a list holds nothing of a connection.
    expect(new Set(limits.filter((limit) => limit !== '0'))).toEqual(new Set([`${waveLease.seconds}s`]));
  });

  it('is made up for within a minute by the figures: a lease, a look for what is due, and a slice of whoever is busy', () => {
    for (const { seconds } of [waveLease, passLease]) expect(seconds + 1 + sliceSeconds).toBeLessThan(60);
  });

  it('and wakes up after its turn writes nothing more', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    const frozen = await takeWave(world.ctx, world.connectionId);
    expect(await takeWave(world.ctx, world.connectionId)).toBeNull();
    await world.leasesRunOut();
    await world.settle();
    if (!frozen) throw new Error('the wave was free');
    const write = fenced(world.ctx, frozen, (tx) =>
      tx.connection.update({ where: { id: world.connectionId }, data: { state: 'stopped' } }),
    );
    await expect(write).rejects.toBeInstanceOf(LeaseLost);
    expect((await world.connection()).state).toBe('active');
  });

  it('two at once make one wave and send one file', async () => {
    const world = await exportWorld();
    await world.people(3);
    await world.connect();
    await Promise.all([1, 2, 3].map(() => pushConnection(world.ctx, world.connectionId)));
    await world.settle();
    expect(await uploads(world)).toBe(1);
    await world.people(1);
    await world.pass(241);
    await Promise.all([1, 2, 3].map(() => pushConnection(world.ctx, world.connectionId)));
    await world.settle();
    expect(await uploads(world)).toBe(2);
  });
});
