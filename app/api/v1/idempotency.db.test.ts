import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiRoute } from '@/app/_server/api/define-api-route';
import { pushConnection } from '@/lib/export';
import type { FlowContext } from '@/lib/context';
import { exportWorld } from '@/prisma/seed/export-world';
import { cutOffDb } from '@/prisma/test-cut-off-db';
import type { Cut } from '@/prisma/test-cutting-proxy';
import { startSimulator, type Simulator } from '@/simulator/start';
import { apiRoutes } from './_routes';
import { callApi, testApi, type TestApi } from './test-api';
import { sendBulk, startBulkServer } from './test-bulk';
import { onceCalls, type MakeCall, type OnceCall } from './test-once-calls';

/** Law L18: one Idempotency-Key, one effect and one answer, whatever happens in between. */
// A file's key is tried where files are uploaded (csv-imports.db.test.ts).
const routes = apiRoutes.filter(({ method, upload }) => method === 'POST' && !upload);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterAll(() => simulator.close());

test('every POST route of the table is tried here', () => {
  expect(routes.map(({ path }) => path).filter((path) => path !== approve && !(path in onceCalls))).toEqual(
    [],
  );
  expect(Object.keys(onceCalls).filter((path) => !routes.some((route) => route.path === path))).toEqual([]);
});

const approve = '/connections/{id}/approve';

/** A plan that waits for approval; again and again, for it changes nothing by being approved. */
async function heldCalls(): Promise<MakeCall> {
  const world = await exportWorld();
  const people = await world.people(20, (n) => ({ email: world.mail(`p${n}`) }));
  await world.connect();
  await world.settle();
  await world.ctx.db.prisma.crmRecord.updateMany({
    where: { id: { in: people.map(({ id }) => id) } },
    data: { source: 'elsewhere' },
  });
  await world.pass(241);
  await pushConnection(world.ctx, world.connectionId);
  const wave = await world.openWave();
  expect((await world.connection()).state).toBe('held');
  return async ({ db }) => {
    await db.prisma.connection.update({ where: { id: world.connectionId }, data: { state: 'held' } });
    const before = await db.prisma.auditEntry.count({ where: { action: 'connection.approve' } });
    return {
      path: `/connections/${world.connectionId}/approve`,
      body: { waveId: String(wave?.id) },
      effects: async () =>
        (await db.prisma.auditEntry.count({ where: { action: 'connection.approve' } })) - before,
    };
  };
}

const callsOf = async ({ path }: ApiRoute): Promise<MakeCall> => {
  const make = path === approve ? await heldCalls() : onceCalls[path];
  if (!make) throw new Error(`no call for ${path}`);
  return make;
};

type Told = { status: number; text: string; replayed: boolean };
type Post = (call: Pick<OnceCall, 'path' | 'body'> & { raw?: string }, key: string) => Promise<Told>;

/** Calls of any route as this context serves them; bulk ones over a socket. */
async function posting(api: TestApi, ctx: FlowContext = api.ctx): Promise<Post> {
  const { port } = await startBulkServer(ctx);
  return async ({ path, body, raw }, key) => {
    const headers = { 'idempotency-key': key };
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    if (path.endsWith('/bulk')) {
      const told = await sendBulk(port, api.token, path, [text ?? ''], {
        ...headers,
        'content-type': 'application/json',
      });
      return { ...told, replayed: told.headers['idempotency-replayed'] === 'true' };
    }
    const told = await callApi(ctx, api.token, 'POST', path, undefined, {
      headers,
      ...(text === undefined ? {} : { raw: text }),
    });
    return { ...told, replayed: told.headers.get('idempotency-replayed') === 'true' };
  };
}

const effectsOf = async ({ effects }: OnceCall): Promise<number | null> => (effects ? effects() : null);

describe.each(routes.map((route) => [route.path, route] as const))('POST %s', (_, route) => {
  test('with one key is done once: twice, eight times at once; another body and another address are refused', async () => {
    const api = await testApi({ dotdigitalUrl: simulator.url });
    const [make, post, key] = [await callsOf(route), await posting(api), randomUUID()];
    const call = await make(api.ctx);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(call, key)));
    const [first] = answers;
    expect([first?.status, first?.text]).toEqual([route.status, first?.text]);
    for (const answer of [...answers, await post(call, key)])
      expect([answer.status, answer.text]).toEqual([route.status, first?.text]);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(7);
    expect([await effectsOf(call), (await call.isWhole?.()) ?? true]).toEqual([call.effects && 1, true]);
    const others: Parameters<Post>[0][] = [
      { ...call, raw: `${JSON.stringify(call.body ?? {})} ` },
      { path: route.path === '/contacts' ? '/leads' : '/contacts', body: { email: 'other@once.example' } },
      {
        path: route.path === '/contacts/bulk' ? '/leads/bulk' : '/contacts/bulk',
        body: [{ email: 'other@once.example' }],
      },
    ];
    for (const other of others) {
      const refused = await post(other, key);
      expect([other.path, refused.status, refused.text.includes('idempotency_mismatch')]).toEqual([
        other.path,
        422,
        true,
      ]);
    }
    expect([await effectsOf(call), (await call.isWhole?.()) ?? true]).toEqual([call.effects && 1, true]);
    expect(await api.ctx.db.prisma.crmRecord.count({ where: { emailKey: 'other@once.example' } })).toBe(0);
  });

  test('killed before or after its effect is stored, and before or after its answer is, is done once when it is sent again', async () => {
    const world = await killedWorld(await callsOf(route));
    const places: [name: string, cut: Cut, after: number][] = [
      ['before its effect', { when: 'before', at: isEffect }, 0],
      ['after its effect', { when: 'after', at: isEffect }, 1],
      ['before its answer', { when: 'before', at: isAnswer }, 1],
      ['after its answer', { when: 'after', at: isAnswer }, 1],
    ];
    for (const [name, cut, after] of places) {
      const { wasCut, effects, call } = await world.killAndRepeat(name, cut);
      // A look at the credentials stores nothing; its answer alone is kept.
      if (effects !== null || cut.at === isAnswer) expect([name, wasCut]).toEqual([name, true]);
      if (effects !== null)
        expect([name, effects]).toEqual([
          name,
          name === 'after its effect' ? (call.atFirst ?? after) : after,
        ]);
    }
  });
});

test.each(['/contacts', '/connections', '/integrations/{id}/data-fields'])(
  'POST %s killed before or after every third of its statements is done once when it is sent again',
  async (path) => {
    const world = await killedWorld(onceCalls[path] ?? (() => Promise.reject(new Error('no call'))));
    let kills = 0;
    for (const when of ['before', 'after'] as const) {
      for (let n = 1; ; n += 3) {
        let seen = 0;
        const { wasCut } = await world.killAndRepeat(`${when} ${n}`, { when, at: () => (seen += 1) === n });
        if (!wasCut) break;
        kills += 1;
      }
    }
    expect(kills).toBeGreaterThan(14);
  },
);

/** The commit of what the audit log tells of. */
const isEffect = (statement: string, transaction: readonly string[]): boolean =>
  /^commit\b/i.test(statement) && transaction.some((one) => one.includes('audit_entries'));
const isAnswer = (statement: string): boolean => /UPDATE idempotency_keys SET status/.test(statement);

/** A process that can be killed, and one that takes its calls over. */
async function killedWorld(make: MakeCall) {
  const api = await testApi({ dotdigitalUrl: simulator.url });
  const { proxy, db } = await cutOffDb();
  const [killed, post] = [await posting(api, { ...api.ctx, db }), await posting(api)];
  return {
    /** What stood when it was dead; then it is sent again, twice. */
    killAndRepeat: async (
      name: string,
      cut: Cut,
    ): Promise<{ wasCut: boolean; effects: number | null; call: OnceCall }> => {
      const [call, key] = [await make(api.ctx), randomUUID()];
      proxy.arm(cut);
      const first = await killed(call, key).catch((error: unknown) => error);
      const wasCut = proxy.heal();
      if (!wasCut) {
        expect([name, (first as Told).status < 300]).toEqual([name, true]);
        return { wasCut, effects: await effectsOf(call), call };
      }
      const effects = await effectsOf(call);
      // The time of a holder that doesn't live any more runs out.
      await api.ctx.db.prisma
        .$executeRaw`UPDATE idempotency_keys SET held_until = now() - interval '1 second' WHERE key = ${key} AND status IS NULL`;
      const again = await post(call, key);
      expect([name, again.status < 300 ? '' : again.text]).toEqual([name, '']);
      expect([name, await effectsOf(call), (await call.isWhole?.()) ?? true]).toEqual([
        name,
        call.effects && 1,
        true,
      ]);
      const third = await post(call, key);
      expect([name, third.text, third.replayed]).toEqual([name, again.text, true]);
      expect([name, await effectsOf(call), (await call.isWhole?.()) ?? true]).toEqual([
        name,
        call.effects && 1,
        true,
      ]);
      return { wasCut, effects, call };
    },
  };
}
