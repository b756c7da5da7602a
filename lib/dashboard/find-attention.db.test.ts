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
