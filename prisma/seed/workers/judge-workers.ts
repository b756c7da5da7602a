import type { ManyConnections, OneConnection } from './many-connections';

type Call = { time: string; method: string; path: string; status: number | null; apiUser: string | null };

export type WorkersVerdict = {
  /** Of each connection, from when all were due to the end of its first run; lost ones are in `lost`. */
  settledAfterSeconds: number[];
  /** Books that don't hold their list, or connections that never settled. */
  lost: number;
  /** Files beyond the one that each connection needed. */
  doubled: number;
  /** What the runs of those connections said. */
  saidOfDoubled: string[];
  /** Calls that Dotdigital refused because of a limit. */
  refused: number;
  calls: number;
  /** The most imports that one account had under way at a time. */
  mostActiveImports: number;
};

const importPath = /^\/v2\/address-books\/(\d+)\/contacts\/import/;

/** By the sandbox's truth and its log of calls; `importSeconds`: how long each file was worked on there. */
export async function judgeWorkers(
  world: ManyConnections,
  { dueAt, importSeconds }: { dueAt: Date; importSeconds: number },
): Promise<WorkersVerdict> {
  const { ctx, control, connections } = world;
  const calls = (await control<Call[]>('/requests?limit=1000000')).filter(({ path }) =>
    path.startsWith('/v2'),
  );
  const runs = await ctx.db.prisma.$queryRaw<{ connectionId: bigint; finishedAt: Date }[]>`
    SELECT DISTINCT ON (connection_id) connection_id AS "connectionId", finished_at AS "finishedAt" FROM sync_runs
    WHERE state = 'finished' AND connection_id = ANY(${connections.map(({ id }) => id)}::bigint[]) ORDER BY connection_id, id`;
  const finishedAt = new Map(runs.map((run) => [run.connectionId, run.finishedAt]));
  const filesOf = countFiles(calls);
  let [lost, doubled] = [0, 0];
  const saidOfDoubled: string[] = [];
  for (const one of connections) {
    const more = Math.max(0, (filesOf.get(keyOf(one)) ?? 0) - 1);
    doubled += more;
    if (more > 0) saidOfDoubled.push(...(await saidOf(world, one)));
    if (!finishedAt.has(one.id) || !(await isInStep(control, one))) lost += 1;
  }
  return {
    settledAfterSeconds: [...finishedAt.values()].map((at) => (at.getTime() - dueAt.getTime()) / 1000),
    lost,
    doubled,
    saidOfDoubled,
    refused: calls.filter(isRefusedByLimit).length,
    calls: calls.length,
    mostActiveImports: mostActive(calls.filter(isAcceptedImport), importSeconds),
  };
}

async function saidOf({ ctx }: ManyConnections, { id }: OneConnection): Promise<string[]> {
  const lines = await ctx.db.prisma.syncRunLog.findMany({
    where: { run: { connectionId: id } },
    orderBy: { id: 'asc' },
  });
  return lines.map(({ at, message }) => `${at.toISOString()} ${message}`);
}

const keyOf = ({ apiUser, bookDotdigitalId }: Pick<OneConnection, 'apiUser' | 'bookDotdigitalId'>): string =>
  `${apiUser} ${bookDotdigitalId}`;

const isAcceptedImport = ({ method, path, status }: Call): boolean =>
  method === 'POST' && importPath.test(path) && status !== null && status < 300;

/** No other refusal of a file is a limit's here. */
const isRefusedByLimit = ({ method, path, status }: Call): boolean =>
  status === 429 || (method === 'POST' && importPath.test(path) && status !== null && status >= 400);

function countFiles(calls: readonly Call[]): Map<string, number> {
  const files = new Map<string, number>();
  for (const call of calls.filter(isAcceptedImport)) {
    const book = Number(importPath.exec(call.path)?.[1]);
    const key = keyOf({ apiUser: call.apiUser ?? '', bookDotdigitalId: book });
    files.set(key, (files.get(key) ?? 0) + 1);
  }
  return files;
}

async function isInStep(control: ManyConnections['control'], one: OneConnection): Promise<boolean> {
  const book = await control<{ email: string }[]>(
    `/state/address-books/${one.bookDotdigitalId}/contacts?account=${one.account}`,
  );
  const wanted = new Set(one.emails);
  return book.length === wanted.size && book.every(({ email }) => wanted.has(email));
}

function mostActive(imports: readonly Call[], importSeconds: number): number {
  const begun = new Map<string, number[]>();
  for (const { apiUser, time } of imports) {
    const times = begun.get(apiUser ?? '') ?? [];
    begun.set(apiUser ?? '', [...times, Date.parse(time)]);
  }
  const most = [...begun.values()].map((times) =>
    Math.max(...times.map((at) => times.filter((t) => t <= at && t > at - importSeconds * 1000).length)),
  );
  return Math.max(0, ...most);
}
