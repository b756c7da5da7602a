import { z } from 'zod';

import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import type { CrmEntity } from '../fields/entity';
import { virtualFields } from '../fields/fields';
import { getRecord } from '../records/get-record';
import { listPurchases } from '../shop/list-purchases';
import { listMerges } from '../merging/preview-merge';
import { readCatalogue } from '../fields/read-catalogue';
import type { ConsentLine, PurchasePage, RecordPageView } from './record-view-schemas';
import { readPerson, saidInDotdigital } from './timeline-sql';
import { originInWords } from '../records/timeline-words';

const none: PurchasePage = { total: 0, items: [], nextBefore: null };

/** What a record's page shows of the record itself. Throws `not_found` for another entity's id too. */
export async function getRecordPage(
  ctx: Context,
  input: { id: string; entity: CrmEntity },
): Promise<RecordPageView> {
  permit(ctx, 'crm.read');
  const record = await getRecord(ctx, input);
  const { prisma } = ctx.db;
  const { id, entity } = record;
  const isCustomer = entity === 'customer';
  const [catalogue, computed, tags, consents, orders, carts, merges] = await Promise.all([
    readCatalogue(prisma, entity, { archived: true }),
    readComputed(prisma, id, entity),
    prisma.recordTag.findMany({
      where: { recordId: BigInt(id) },
      select: { tag: { select: { name: true } } },
    }),
    readConsents(ctx, prisma, BigInt(id)),
    isCustomer ? listPurchases(ctx, { id, kind: 'order' }) : none,
    isCustomer ? listPurchases(ctx, { id, kind: 'cart' }) : none,
    listMerges(ctx, { id }),
  ]);
  return {
    record,
    fields: catalogue.filter((field) => !field.archived || (record.values[field.name] ?? null) !== null),
    computed,
    tags: tags.map(({ tag }) => tag.name).sort((a, b) => a.localeCompare(b)),
    consents,
    orders,
    carts,
    merges,
  };
}

/** Where nothing was ever counted, a count is 0 and the rest is empty. */
async function readComputed(tx: Tx, id: string, entity: CrmEntity): Promise<RecordPageView['computed']> {
  const stats: Record<string, unknown> = {
    ...(await tx.recordStats.findUnique({ where: { recordId: BigInt(id) } })),
  };
  const zero = new Set([
    'orderCount',
    'lifetimeValue',
    'receivedCount',
    'openedCount',
    'clickedCount',
    'engagementScore',
  ]);
  return Object.fromEntries(
    virtualFields(entity).map(({ name }) => {
      const value = stats[name];
      if (value === null || value === undefined) return [name, zero.has(name) ? '0' : null];
      return [name, value instanceof Date ? value.toISOString() : String(value)];
    }),
  );
}

const Told = z.object({ channel: z.string().default('email'), state: z.string(), at: z.string() });

async function readConsents(ctx: Context, tx: Tx, id: bigint): Promise<ConsentLine[]> {
  const { ids } = await readPerson(tx, id);
  const [lines, told] = await Promise.all([
    tx.consent.findMany({
      where: { recordId: { in: ids } },
      orderBy: [{ consentAt: 'desc' }, { id: 'desc' }],
      take: 100,
    }),
    // A line of consent says how it came, the audit log who wrote it down.
    tx.auditEntry.findMany({
      where: { subjectType: 'record', subjectId: { in: ids.map(String) }, action: { endsWith: '.consent' } },
      orderBy: { id: 'desc' },
      take: 200,
      select: { actorLabel: true, detail: true },
    }),
  ]);
  const who = new Map<string, string>();
  for (const { actorLabel, detail } of told) {
    const parsed = Told.safeParse(detail);
    if (parsed.success) who.set(`${parsed.data.channel} ${parsed.data.state} ${parsed.data.at}`, actorLabel);
  }
  const places = await readPlaces(
    ctx,
    tx,
    lines.map(({ id: lineId }) => lineId),
  );
  return lines.map((line) => {
    const at = line.consentAt.toISOString();
    return {
      id: String(line.id),
      channel: line.channel,
      state: line.state,
      text: line.text,
      place: places.get(line.id) ?? null,
      at,
      recordedAt: line.recordedAt.toISOString(),
      by:
        (line.origin === 'person' ? who.get(`${line.channel} ${line.state} ${at}`) : undefined) ??
        originInWords(line.origin, null),
    };
  });
}

/** Where it was said: as a file names it, or the account and campaign that Dotdigital told of. */
async function readPlaces(ctx: Context, tx: Tx, ids: bigint[]): Promise<Map<bigint, string>> {
  const rows = await tx.$queryRaw<{ id: bigint; place: string | null }[]>`
    SELECT n.id, coalesce(${saidInDotdigital(ctx)}, n.source) AS place FROM consents n WHERE n.id = ANY(${ids}::bigint[])`;
  return new Map(rows.flatMap(({ id, place }) => (place ? [[id, place] as const] : [])));
}
