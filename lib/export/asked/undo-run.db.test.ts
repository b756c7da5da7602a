import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getSyncRun } from '@/lib/sync-runs';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import {
  expectedAfterUndo,
  playUndoStory,
  readBook,
  settleUndo,
  undoStories,
} from '@/prisma/seed/undo-world';
import {
  cancelRun,
  previewUndo,
  previewUndoPeople,
  pushConnection,
  resumeConnection,
  undoRun,
} from '../index';

const set = (world: ExportWorld, name: string, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(name) }, data });
const last = async (world: ExportWorld) => String((await world.lastRun()).id);
const undo = async (world: ExportWorld, id: string) =>
  undoRun(world.ctx, { id, digest: (await previewUndo(world.ctx, { id })).digest });

/** a, b and c are in the book, c as Cleo; then a leaves the list, d comes, c is called Clara. */
async function ranOnce(): Promise<{ world: ExportWorld; runId: string; before: Map<string, object> }> {
  const world = await exportWorld();
  for (const name of ['a', 'b', 'c', 'd'])
    await world.people(1, {
      email: world.mail(name),
      firstName: name === 'c' ? 'Cleo' : name,
      source: name === 'd' ? 'elsewhere' : world.source,
    });
  await world.connect();
  await world.settle();
  const before = await readBook(world);
  await set(world, 'a', { source: 'elsewhere' });
  await set(world, 'd', { source: world.source });
  await set(world, 'c', { firstName: 'Clara' });
  await world.nextCycle();
  return { world, runId: await last(world), before };
}

describe('undoing a run', () => {
  it('leaves a contact the address that its record has', async () => {
    const world = await exportWorld();
    await world.people(1, { email: world.mail('a'), source: world.source });
    await world.connect();
    await world.settle();
    await set(world, 'a', { email: world.mail('new'), emailKey: world.mail('new') });
    await world.nextCycle();
    expect(await world.emails()).toEqual([world.mail('new')]);
    const view = await previewUndo(world.ctx, { id: await last(world) });
    expect(view).toMatchObject({ takeOut: 0, putBack: 0, setBack: 0, leftAsIs: 1 });
    expect(view.reasons.map(({ code }) => code)).toEqual(['address_stays']);
  });

  it('is shown first, and does exactly that: out, back, and values as they were', async () => {
    const { world, runId, before } = await ranOnce();
    const view = await previewUndo(world.ctx, { id: runId });
    expect(view).toMatchObject({ takeOut: 1, putBack: 1, setBack: 1, leftAsIs: 0, reasons: [] });
    expect(view.faces.remove?.map(({ email }) => email)).toEqual([world.mail('d')]);
    expect(view.faces.update?.[0]?.changes).toContainEqual({
      field: 'FIRSTNAME',
      before: 'Clara',
      after: 'Cleo',
    });
    expect(
      (await previewUndoPeople(world.ctx, { id: runId, show: 'add', q: 'a@', page: 1 })).rows.map(
        ({ email }) => email,
      ),
    ).toEqual([world.mail('a')]);
    const { runId: undoId } = await undoRun(world.ctx, { id: runId, digest: view.digest });
    await world.settle();
    expect(await readBook(world)).toEqual(before);
    expect(await getSyncRun(world.ctx, { id: undoId })).toMatchObject({
      state: 'finished',
      undoes: runId,
      counts: { added: 1, updated: 1, removed: 1, rejected: 0 },
    });
    expect(await getSyncRun(world.ctx, { id: runId })).toMatchObject({ undoneBy: undoId, undoable: true });
  });

  it('pauses the connection, whose list would do the same again, and a resumed one does', async () => {
    const { world, runId } = await ranOnce();
    await undo(world, runId);
    await world.settle();
    expect(await world.connection()).toMatchObject({ state: 'paused' });
    await world.clearRequests();
    await world.nextCycle();
    expect(await world.writes()).toEqual([]);
    await resumeConnection(world.ctx, { id: String(world.connectionId) });
    await world.settle();
    expect(await world.emails()).toEqual(['b', 'c', 'd'].map(world.mail));
  });

  it('pressed twice is pressed once, while it is under way and when it is done', async () => {
    const { world, runId } = await ranOnce();
    const { digest } = await previewUndo(world.ctx, { id: runId });
    const first = await undoRun(world.ctx, { id: runId, digest });
    expect(await undoRun(world.ctx, { id: runId, digest })).toEqual(first);
    await world.settle();
    await world.clearRequests();
    expect(await undoRun(world.ctx, { id: runId, digest })).toEqual(first);
    await world.settle();
    expect(await world.writes()).toEqual([]);
  });

  it('is refused when it would do something else than was shown', async () => {
    const { world, runId } = await ranOnce();
    const { digest } = await previewUndo(world.ctx, { id: runId });
    await set(world, 'a', { consentState: 'withdrawn' });
    await expect(undoRun(world.ctx, { id: runId, digest })).rejects.toMatchObject({ code: 'conflict' });
    expect(await world.openWave()).toBeNull();
  });

  it('names who stays as they are and why, and leaves what was changed since', async () => {
    const { world, runId } = await ranOnce();
    await set(world, 'a', { consentState: 'withdrawn' });
    await set(world, 'c', { firstName: 'Claire' });
    await set(world, 'd', { source: 'elsewhere' });
    await world.nextCycle();
    const view = await previewUndo(world.ctx, { id: runId });
    expect(view).toMatchObject({ takeOut: 0, putBack: 0, setBack: 0 });
    expect(view.reasons.map(({ code }) => code).sort()).toEqual(['changed_since', 'left_since', 'opted_out']);
    await expect(undoRun(world.ctx, { id: runId, digest: view.digest })).rejects.toMatchObject({
      userMessage: 'Nothing of this run is left to undo.',
    });
  });

  it('keeps out who opts out between the yes and the file', async () => {
    const { world, runId } = await ranOnce();
    await world.control('/faults', {
      route: '*/contacts/import',
      method: 'POST',
      kind: 'reset-before-head',
      times: 1,
    });
    const { runId: undoId } = await undo(world, runId);
    for (let slice = 0; slice < 2; slice += 1) {
      await pushConnection(world.ctx, world.connectionId);
      await world.pass(1);
    }
    await set(world, 'a', { consentState: 'withdrawn' });
    await world.pass(10);
    await world.settle();
    expect(await world.emails()).toEqual(['b', 'c'].map(world.mail));
    const row = await world.changes({
      emailKey: world.mail('a'),
      wave: { syncRunId: BigInt(undoId) },
      action: 'add',
    });
    expect(row[0]).toMatchObject({ outcome: 'skipped', reasonCode: 'opted_out' });
  });

  it('can be turned round itself, and be cancelled before it leaves', async () => {
    const { world, runId, before } = await ranOnce();
    const after = await readBook(world);
    const { runId: undoId } = await undo(world, runId);
    await world.settle();
    await undo(world, undoId);
    await world.settle();
    expect(await readBook(world)).toEqual(after);
    const again = await undo(world, runId);
    await cancelRun(world.ctx, { id: again.runId });
    await world.nextCycle();
    expect(await readBook(world)).toEqual(after);
    expect(before).not.toEqual(after);
  });

  it('is not offered for a run under way, nor for another book', async () => {
    const { world, runId } = await ranOnce();
    const other = await world.ctx.db.prisma.addressBook.create({
      data: {
        integrationId: world.integrationId,
        dotdigitalId: 999_999,
        name: 'Other',
        visibility: 'Private',
      },
    });
    await world.ctx.db.prisma.connection.update({
      where: { id: world.connectionId },
      data: { addressBookId: other.id },
    });
    await expect(previewUndo(world.ctx, { id: runId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await getSyncRun(world.ctx, { id: runId })).toMatchObject({ undoable: false });
  });

  it('gives the book as before, less those who may not return, whatever happened since and wherever it is killed', async () => {
    await fc.assert(
      fc.asyncProperty(undoStories, async (story) => {
        const played = await playUndoStory(story);
        const { world, runId } = played;
        if (runId === null) return;
        const { digest, takeOut, putBack, setBack } = await previewUndo(world.ctx, { id: runId });
        if (takeOut + putBack + setBack === 0) return;
        await undoRun(world.ctx, { id: runId, digest });
        await settleUndo(world, story.kill);
        expect(await readBook(world)).toEqual(expectedAfterUndo(story, played));
      }),
      { numRuns: 7, seed: 7 },
    );
  });
});
