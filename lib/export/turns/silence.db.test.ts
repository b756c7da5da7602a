import { describe, expect, it } from 'vitest';
import { getConnection } from '@/lib/connections';
import type { FlowContext } from '@/lib/context';
import { runImportPass } from '@/lib/import';
import { getIntegration } from '@/lib/integrations';
import { getSyncRun } from '@/lib/sync-runs';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { eventually } from '@/prisma/test-eventually';
import { pushConnection } from '../index';

/** Told at once where a second of silence is long, and stopped by hand as a worker stops a slice. */
function impatient(world: ExportWorld): { ctx: FlowContext; stop: () => void } {
  const stopping = new AbortController();
  const config = { ...world.ctx.config, dotdigitalSilentAfter: 20 };
  return { ctx: { ...world.ctx, config, signal: stopping.signal }, stop: () => stopping.abort() };
}

const said = async (world: ExportWorld) => {
  const run = await world.ctx.db.prisma.syncRun.findFirstOrThrow({
    where: { integrationId: world.integrationId },
    orderBy: { id: 'desc' },
  });
  const id = String(world.integrationId);
  return {
    run: await getSyncRun(world.ctx, { id: String(run.id) }),
    connection: await getConnection(world.ctx, String(world.connectionId)),
    health: (await getIntegration(world.ctx, { id })).health,
  };
};
const silence = /No answer from Dotdigital since \d\d:\d\d UTC/;
const hang = (world: ExportWorld, route: string, method = 'GET') =>
  world.control('/faults', { route, method, kind: 'timeout-before' });
const answer = (world: ExportWorld) => world.control('/faults', undefined, 'DELETE');

describe('a Dotdigital that takes a call and never answers', () => {
  it('is told by run, connection and integration while an export waits for it, until it answers', async () => {
    const world = await exportWorld();
    await world.people(2);
    await world.connect();
    await hang(world, '*/contacts/import', 'POST');
    for (const since of ['first', 'later']) {
      const slice = impatient(world);
      const pushed = pushConnection(slice.ctx, world.connectionId);
      await eventually(async () => {
        const { run, connection, health } = await said(world);
        expect(run).toMatchObject({ state: 'waiting', errorCode: 'no_answer' });
        expect(run.errorMessage).toMatch(silence);
        expect(
          run.log.filter(({ message }) => silence.test(message)),
          since,
        ).toHaveLength(1);
        expect(connection).toMatchObject({ status: 'waiting', message: run.errorMessage });
        expect(health).toMatchObject({ code: 'no_answer', message: run.errorMessage });
      });
      slice.stop();
      await pushed;
      expect((await said(world)).run).toMatchObject({ state: 'waiting', errorCode: 'no_answer' });
    }
    await answer(world);
    await world.settle();
    const { run, connection, health } = await said(world);
    expect(run).toMatchObject({ state: 'finished', errorMessage: null });
    expect(run.log.map(({ message }) => message)).toContain('Dotdigital answers again.');
    expect(connection).toMatchObject({ status: 'up_to_date', message: null });
    expect(health).toBeNull();
  });

  it('is told the same while an import waits for it, on every connection of the account', async () => {
    const world = await exportWorld();
    await world.people(1);
    await world.connect();
    await world.settle();
    await hang(world, '/v2/address-books');
    const pass = (ctx: FlowContext) => runImportPass(ctx, world.integrationId, { trigger: 'schedule' });
    for (let n = 0; n < 2; n += 1) {
      const slice = impatient(world);
      const read = pass(slice.ctx);
      await eventually(async () => {
        const { run, connection, health } = await said(world);
        expect(run).toMatchObject({ kind: 'import', state: 'waiting', errorCode: 'no_answer' });
        expect(connection).toMatchObject({ status: 'waiting', message: run.errorMessage });
        expect(health).toMatchObject({ code: 'no_answer' });
      });
      slice.stop();
      await read;
    }
    await answer(world);
    await pass(world.ctx);
    const { run, connection, health } = await said(world);
    expect(run).toMatchObject({ state: 'finished', errorMessage: null });
    expect(connection).toMatchObject({ status: 'up_to_date', message: null });
    expect(health).toBeNull();
  });
});
