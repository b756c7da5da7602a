import type { Channel } from '@/lib/channel';
import {
  acceptWhoLeft,
  freezeConnection,
  pauseConnection,
  putBackWhoLeft,
  reconnectList,
  requestReadBack,
} from '@/lib/connections';
import { ConnectListInput } from '@/lib/connections/schemas';
import { AppError } from '@/lib/errors';
import {
  approveHeldWave,
  cancelRun,
  connectList,
  disconnectList,
  previewUndo,
  requestSync,
  resumeConnection,
  sendAgain,
  undoRun,
} from '@/lib/export';
import { readConnections } from './connections';
import { noteShutToUndo } from './judge-entries';
import { guardPercent } from './judge-guard';
import type { LawWorld } from './law-world';
import type { Model } from './model';
import type { Button } from './steps';
import { readTruth } from './truth';

/** Somebody presses a button on a connection; what the product refuses now does nothing. */
export async function pressButton(world: LawWorld, model: Model, { button, list }: Button): Promise<void> {
  try {
    await press(world, model, { button, list });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

/** After these an address that changed is the same contact still. */
const harmless = new Set<Button['button']>([
  'pause',
  'pause for an hour',
  'freeze for an hour',
  'resume',
  'synchronize',
  'read back',
]);

async function press(world: LawWorld, model: Model, { button, list }: Button): Promise<void> {
  const { ctx } = world;
  const connection = (await readConnections(world))[list] ?? null;
  if (button === 'connect') {
    if (connection === null) await connect(world, list);
    else await reconnectList(ctx, { id: String(connection.id) });
    return;
  }
  if (connection === null) return;
  const id = { id: String(connection.id) };
  const { wave } = connection;
  if (!harmless.has(button)) model.sameContact.clear();
  switch (button) {
    case 'pause':
      return pauseConnection(ctx, { ...id, reason: '' });
    case 'pause for an hour':
      return pauseConnection(ctx, { ...id, reason: '', until: inAnHour(world) });
    case 'freeze for an hour':
      return freezeConnection(ctx, { ...id, until: inAnHour(world) });
    case 'resume':
      return resumeConnection(ctx, id);
    case 'synchronize':
      return void (await requestSync(ctx, id));
    case 'cancel':
      return wave ? cancelRun(ctx, { id: String(wave.runId) }) : undefined;
    case 'approve':
      if (!wave) return;
      await approveHeldWave(ctx, { ...id, waveId: String(wave.id) });
      model.approved[list] = true;
      return;
    case 'disconnect':
      await disconnectList(ctx, id);
      for (const address of model.left[list]?.keys() ?? []) model.left[list]?.set(address, 'maybe');
      return;
    case 'put back':
      await noteFound(world, model, list, (address) => model.left[list]?.delete(address));
      return void (await putBackWhoLeft(ctx, id));
    case 'accept':
      await noteFound(world, model, list, (address) => model.accepted[list]?.add(address));
      return void (await acceptWhoLeft(ctx, id));
    case 'read back':
      return void (await requestReadBack(ctx, id));
    case 'send again':
      await sendAgain(ctx, { ...id, whose: 'everyone' });
      for (const { address } of model.people) model.unclear.add(address);
      // Whoever left and was not found yet is sent with everybody else.
      for (const address of model.left[list]?.keys() ?? []) model.left[list]?.set(address, 'maybe');
      return;
    case 'undo': {
      const runId = await lastRunOf(world, connection.id);
      if (runId === null) return;
      const { digest } = await previewUndo(ctx, { id: runId });
      await undoRun(ctx, { id: runId, digest });
      noteShutToUndo(model, await readTruth(world), list);
      // Somebody saw whom it takes out.
      model.approved[list] = true;
      for (const { address } of model.people) model.unclear.add(address);
      for (const address of model.left[list]?.keys() ?? []) model.left[list]?.set(address, 'maybe');
      return;
    }
  }
}

const inAnHour = ({ clock }: LawWorld): string => new Date(clock.now.getTime() + 3_600_000).toISOString();

/** The last one that has ended and changed something. */
async function lastRunOf({ ctx }: LawWorld, connectionId: bigint): Promise<string | null> {
  const wave = await ctx.db.prisma.wave.findFirst({
    where: {
      connectionId,
      finishedAt: { not: null },
      changes: { some: { outcome: { in: ['added', 'updated', 'removed'] } } },
    },
    orderBy: { id: 'desc' },
    select: { syncRunId: true },
  });
  return wave ? String(wave.syncRunId) : null;
}

/** Buttons about who left are about those who were found to have left. */
async function noteFound(
  { ctx, lists, addressOf }: LawWorld,
  model: Model,
  list: number,
  note: (address: number) => unknown,
): Promise<void> {
  const found = await ctx.db.prisma.bookMember.findMany({
    where: { addressBookId: lists[list]?.bookId ?? 0n, leftHow: { not: null } },
  });
  for (const { emailKey } of found) note(addressOf(emailKey));
}

export async function connect(world: LawWorld, list: number, channel: Channel = 'email'): Promise<void> {
  const { ctx, lists, integrationId, setting } = world;
  await connectList(
    ctx,
    ConnectListInput.parse({
      listId: String(lists[list]?.id),
      integrationId: String(integrationId),
      addressBookId: String(lists[list]?.bookId),
      channel,
      options: {
        whoLeft: setting.whoLeft,
        strangers: setting.strangers,
        resubscribe: setting.resubscribe,
        newcomers: setting.newcomers,
        newcomersPerHour: setting.newcomersPerHour,
        guardPeople: setting.guardPeople,
        guardPercent,
      },
    }),
  );
}
