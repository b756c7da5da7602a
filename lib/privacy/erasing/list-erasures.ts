import type { Context } from '../../context';
import { notFound } from '../../errors';
import { permit } from '../../permissions';
import { mentions } from '../person/mentions';
import { places } from '../person/places';
import {
  ErasureRef,
  erasureReasons,
  type ErasureReason,
  type ErasureView,
  type PlaceCount,
} from '../schemas';
import { openPerson } from './sealed-person';

const shownAtOnce = 100;
const withTargets = { targets: { orderBy: { integrationId: 'asc' as const } } };

/** The latest, and whatever still goes on. */
export async function listErasures(ctx: Context): Promise<ErasureView[]> {
  permit(ctx, 'privacy.read');
  const rows = await ctx.db.prisma.erasure.findMany({
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: shownAtOnce,
    include: withTargets,
  });
  return rows.map((row) => toView(ctx, row));
}

export async function getErasure(ctx: Context, raw: ErasureRef): Promise<ErasureView> {
  permit(ctx, 'privacy.read');
  const { id } = ErasureRef.parse(raw);
  const row = await ctx.db.prisma.erasure.findUnique({ where: { id: BigInt(id) }, include: withTargets });
  if (!row) throw notFound('erasure');
  return toView(ctx, row);
}

type Row = Awaited<ReturnType<Context['db']['prisma']['erasure']['findFirstOrThrow']>> & {
  targets: Awaited<ReturnType<Context['db']['prisma']['erasureTarget']['findMany']>>;
};

const toView = (ctx: Context, row: Row): ErasureView => ({
  id: String(row.id),
  state: row.state,
  reason: row.reason in erasureReasons ? (row.reason as ErasureReason) : 'asked',
  askedBy: row.askedBy,
  askedAt: row.askedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  addresses: openPerson(ctx, row)?.emailKeys ?? [],
  recordCount: row.recordCount,
  places: placesOf(row.counts),
  problem: row.problem,
  nextStepAt: row.nextStepAt?.toISOString() ?? null,
  targets: row.targets.map((target) => ({
    integrationId: String(target.integrationId),
    name: target.name,
    state: target.state,
    binEmptied: target.binEmptied,
    problem: target.problem,
    nextTryAt: target.nextTryAt?.toISOString() ?? null,
    endedAt: target.endedAt?.toISOString() ?? null,
  })),
});

const titles: Record<string, string> = {
  idempotency_keys: 'Kept answers of the REST API',
  csv_import_chunks: 'Uploaded files',
  mentions: 'Places where the address was written',
  ...Object.fromEntries(mentions.map(({ table, title }) => [table, title])),
  ...Object.fromEntries(places.map(({ table, title }) => [table, title])),
};

function placesOf(counts: unknown): PlaceCount[] {
  if (typeof counts !== 'object' || counts === null) return [];
  return Object.entries(counts).flatMap(([table, count]) =>
    typeof count === 'number' ? [{ title: titles[table] ?? table, count }] : [],
  );
}
