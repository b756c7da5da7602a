import { expect, it } from 'vitest';
import { condition, connectList, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { evaluateList } from '../marketing-lists';
import { findAttention } from './find-attention';

it('a list that could not be evaluated asks for attention with its reason, until it can be again', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  await createPerson(tx, { city: 'Attention' });
  const id = await createList(tx, {
    name: 'Needs a look',
    filter: filterOf(condition('city', 'is', 'Attention')),
  });
  const ours = async () => (await findAttention(ctx)).filter(({ subject }) => subject === 'Needs a look');
  await evaluateList(ctx, id);
  expect(await ours()).toEqual([]);
  await tx.marketingList.update({
    where: { id },
    data: { filter: filterOf(condition('custom.gone', 'is', 'x')), version: { increment: 1 } },
  });
  await evaluateList(ctx, id);
  expect(await ours()).toMatchObject([
    {
      state: 'Not evaluated',
      message: expect.stringContaining('The last members stay.'),
      href: `/marketing-lists/${id}/edit`,
    },
  ]);
  await tx.marketingList.update({
    where: { id },
    data: { filter: filterOf(condition('city', 'is', 'Attention')), version: { increment: 1 } },
  });
  await evaluateList(ctx, id);
  expect(await ours()).toEqual([]);
});

it('a held plan leads to its run, a stopped or paused connection to its list, for who may see the list', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  const make = async (state: 'held' | 'stopped' | 'paused', hidden = false) => {
    const owner = await tx.user.create({
      data: { email: `${state}${hidden}@x.example`, name: 'O', role: 'marketer' },
    });
    const list = await createList(tx, {
      name: `Is ${state}`,
      ...(hidden ? { ownerOnly: true, ownerId: owner.id } : {}),
    });
    const made = await connectList(tx, list);
    await tx.connection.update({
      where: { id: made.connectionId },
      data: { state, stateMessage: 'because' },
    });
    return { list, ...made };
  };
  const held = await make('held');
  const stopped = await make('stopped');
  const paused = await make('paused');
  await make('stopped', true);
  const run = await tx.syncRun.create({
    data: {
      kind: 'export',
      trigger: 'schedule',
      integrationId: held.integrationId,
      connectionId: held.connectionId,
      state: 'waiting',
    },
  });
  await tx.wave.create({
    data: { connectionId: held.connectionId, syncRunId: run.id, kind: 'regular', phase: 'sending' },
  });
  const found = (await findAttention(ctx)).filter(({ subject }) => subject.startsWith('Is '));
  expect(found.map(({ state, href }) => [state, href])).toEqual([
    ['Held for approval', `/sync-runs/${run.id}`],
    ['Stopped', `/marketing-lists/${stopped.list}`],
    ['Paused', `/marketing-lists/${paused.list}`],
  ]);
});

it('an account that nothing comes from is told of once it is late, not while a pass is under way or once it fails', async () => {
  const ctx = await testContext({ role: 'admin' });
  const tx = ctx.db.prisma;
  const minutesAgo = (minutes: number): Date => new Date(ctx.now().getTime() - minutes * 60_000);
  const { id } = await tx.integration.create({
    data: { name: 'Late', username: 'x', createdAt: minutesAgo(500), lastImportAt: minutesAgo(50) },
  });
  const ours = async () =>
    (await findAttention(ctx))
      .filter(({ subject }) => subject === 'Late')
      .map(({ state, action }) => [state, action]);
  expect(await ours()).toEqual([]);
  await tx.integration.update({ where: { id }, data: { lastImportAt: minutesAgo(70) } });
  expect(await ours()).toEqual([['Not read', 'Look']]);
  const run = await tx.syncRun.create({ data: { kind: 'import', trigger: 'schedule', integrationId: id } });
  expect(await ours()).toEqual([]);
  await tx.syncRun.update({ where: { id: run.id }, data: { state: 'failed' } });
  await tx.integration.update({ where: { id }, data: { failingSince: minutesAgo(5) } });
  expect(await ours()).toEqual([['Failing', 'Fix']]);
});

it('files that failed or wait to be started are told of for a week', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const file = (state: 'failed' | 'uploaded' | 'finished', daysAgo: number) =>
    ctx.db.prisma.csvImport.create({
      data: {
        entity: 'contact',
        fileName: `${state}-${daysAgo}.csv`,
        byteCount: 1,
        encoding: 'utf-8',
        delimiter: ',',
        headers: [],
        state,
        createdAt: new Date(ctx.now().getTime() - daysAgo * 86_400_000),
      },
    });
  for (const state of ['failed', 'uploaded', 'finished'] as const)
    for (const daysAgo of [1, 8]) await file(state, daysAgo);
  const found = (await findAttention(ctx)).filter(({ subject }) => subject.endsWith('.csv'));
  expect(found.map(({ subject, state }) => [subject, state])).toEqual([
    ['failed-1.csv', 'Import failed'],
    ['uploaded-1.csv', 'Waits for you'],
  ]);
});

it('a run whose file Dotdigital holds, one that refused many, and an export that gets no turn', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  const minutesAgo = (minutes: number): Date => new Date(ctx.now().getTime() - minutes * 60_000);
  const make = async (name: string, due: Date) => {
    const { connectionId, integrationId } = await connectList(tx, await createList(tx, { name }));
    await tx.integration.update({
      where: { id: integrationId },
      data: { nextImportAt: new Date('2040-01-01') },
    });
    await tx.connection.update({ where: { id: connectionId }, data: { nextExportAt: due } });
    const run = (counts: object, finishedAt: Date | null) =>
      tx.syncRun.create({
        data: { kind: 'export', trigger: 'schedule', integrationId, connectionId, counts, finishedAt },
      });
    return { connectionId, run };
  };
  const ours = async () =>
    (await findAttention(ctx))
      .filter(({ subject }) => subject.startsWith('Export '))
      .map(({ state, subject, message }) => [state, subject, message]);

  const held = await make('Export held there', minutesAgo(90));
  const { id: syncRunId } = await held.run({}, null);
  const wave = await tx.wave.create({
    data: { connectionId: held.connectionId, syncRunId, kind: 'regular', phase: 'settling' },
  });
  const late = await make('Export late', minutesAgo(50));
  const refused = await make('Export refused', minutesAgo(0));
  await refused.run({ planned: 100, rejected: 9 }, minutesAgo(30));
  expect(await ours()).toEqual([]);

  await tx.wave.update({
    where: { id: wave.id },
    data: { errorCode: 'held_there', errorMessage: 'Not within an hour.' },
  });
  await tx.connection.update({ where: { id: late.connectionId }, data: { nextExportAt: minutesAgo(61) } });
  await refused.run({ planned: 100, rejected: 10 }, minutesAgo(20));
  expect(await ours()).toEqual([
    [
      'Many refused',
      'Export refused',
      '10 of the 100 people of its last run were refused. The run says why, by cause.',
    ],
    ['Held at Dotdigital', 'Export held there', 'Not within an hour.'],
    ['Not exported', 'Export late', expect.stringContaining('don’t get their turn')],
  ]);

  await tx.wave.update({ where: { id: wave.id }, data: { phase: 'settled' } });
  await held.run({ planned: 0, rejected: 0 }, minutesAgo(1));
  await tx.connection.updateMany({
    where: { id: { in: [held.connectionId, late.connectionId] } },
    data: { nextExportAt: ctx.now() },
  });
  await refused.run({ planned: 100, rejected: 0 }, minutesAgo(10));
  expect(await ours()).toEqual([]);
});

it('an automation that the product paused is told of, one that a person paused is not', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const pause = (name: string, stateById: bigint | null) =>
    ctx.db.prisma.automation.create({
      data: {
        name,
        entity: 'contact',
        trigger: {},
        conditions: {},
        action: {},
        limits: {},
        state: 'paused',
        stateById,
        stateReason: 'The program is gone.',
      },
    });
  await pause('Halted by itself', null);
  await pause('Halted by somebody', 1n);
  const found = (await findAttention(ctx)).filter(({ subject }) => subject.startsWith('Halted'));
  expect(found.map(({ state, subject, message }) => [state, subject, message])).toEqual([
    ['Automation paused', 'Halted by itself', 'The program is gone.'],
  ]);
});

it('an admin is told of erasures that get nowhere, of people subscribed again and of backups that stopped', async () => {
  const admin = await testContext({ role: 'admin' });
  const marketer = await testContext({ role: 'marketer' });
  const tx = admin.db.prisma;
  const hoursAgo = (hours: number): Date => new Date(admin.now().getTime() - hours * 3_600_000);
  const states = ['Erasure waits', 'Subscribed again', 'Backup is old', 'Altered'];
  const found = async (ctx: typeof admin) =>
    (await findAttention(ctx))
      .filter(({ state }) => states.includes(state))
      .map(({ state, subject, href }) => [state, subject, href]);
  const backedUp = (at: Date) =>
    tx.auditEntry.create({
      data: { at, actorLabel: 'dotbridge', action: 'database.backup', subjectType: 'database' },
    });
  const erasure = (askedAt: Date, state: 'at_dotdigital' | 'ended') =>
    tx.erasure.create({ data: { state, reason: 'asked', askedBy: 'a@x.example', askedAt, recordCount: 1 } });
  const check = (withoutConsentCount: number) => ({
    at: hoursAgo(2),
    since: hoursAgo(9000),
    unsubscribedCount: 10,
    withConsentCount: 1,
    withoutConsentCount,
    tookMs: 1,
  });
  await erasure(hoursAgo(23), 'at_dotdigital');
  await erasure(hoursAgo(50), 'ended');
  await tx.resubscriptionCheck.create({ data: { day: hoursAgo(30), ...check(4) } });
  await tx.resubscriptionCheck.create({ data: { day: hoursAgo(2), ...check(0) } });
  expect(await found(admin)).toEqual([]);

  const { id } = await erasure(hoursAgo(25), 'at_dotdigital');
  await tx.resubscriptionCheck.updateMany({ data: { withoutConsentCount: 2 } });
  await backedUp(hoursAgo(8 * 24));
  expect(await found(admin)).toEqual([
    ['Subscribed again', '2 addresses', '/privacy/never-resubscribed'],
    ['Erasure waits', `Erasure ${id}`, `/privacy/erasures/${id}`],
    ['Backup is old', 'The database', '/audit-log?f.subject=any:database'],
  ]);
  expect(await found(marketer)).toEqual([]);
  await backedUp(hoursAgo(6 * 24));
  expect((await found(admin)).map(([state]) => state)).not.toContain('Backup is old');
});
