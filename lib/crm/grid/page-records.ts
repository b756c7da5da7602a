import { isVisibleRecord, type Context } from '@/lib/context';
import type { Prisma } from '@/lib/db';
import { emailKey } from '@/lib/email-key';
import { permit } from '@/lib/permissions';
import { readCustom } from '../fields/custom-values';
import type { CrmEntity } from '../fields/entity';
import {
  ofHeldFields,
  type RecordPage,
  type RecordPageFilter,
  type RecordResource,
} from '../records/record-resource';
import { storedText } from '../records/internal';
import { recordNotFound } from '../records/survivor';
import { readAmounts } from '../stats/money-schemas';

const withAll = {
  tags: { select: { tag: { select: { name: true } } } },
  stats: true,
} satisfies Prisma.CrmRecordInclude;
type Found = Prisma.CrmRecordGetPayload<{ include: typeof withAll }>;

/** Records by id, those behind `after` first: a page costs the same at any depth, and a record that changes meanwhile is neither twice nor missed. */
export async function pageRecords(
  ctx: Context,
  input: { entity: CrmEntity; after: string | null; limit: number; filter: RecordPageFilter },
): Promise<RecordPage> {
  permit(ctx, 'crm.read');
  const { filter } = input;
  const found = await ctx.db.prisma.crmRecord.findMany({
    where: {
      entity: input.entity,
      deletedAt: null,
      id: { gt: BigInt(input.after ?? 0) },
      ...(filter.email === undefined ? {} : { emailKey: emailKey(filter.email) ?? '' }),
      ...(filter.externalId === undefined ? {} : { externalId: filter.externalId }),
      ...(filter.updatedSince === undefined ? {} : { updatedAt: { gte: new Date(filter.updatedSince) } }),
      ...(filter.tag === undefined ? {} : { tags: { some: { tag: { name: filter.tag } } } }),
      ...(filter.consent === undefined ? {} : { consentState: filter.consent }),
      ...(filter.ownerId === undefined ? {} : { ownerId: BigInt(filter.ownerId) }),
      ...isVisibleRecord(ctx),
    },
    include: withAll,
    orderBy: { id: 'asc' },
    take: input.limit + 1,
  });
  const shown = found.slice(0, input.limit);
  return {
    data: shown.map(toResource),
    nextCursor: found.length > input.limit ? String(shown.at(-1)?.id) : null,
  };
}

/** One record of an entity. Throws `not_found` for another entity's too; of a merged one it names who lives on. */
export async function getRecordResource(
  ctx: Context,
  input: { entity: CrmEntity; id: string },
): Promise<RecordResource> {
  permit(ctx, 'crm.read');
  const record = await ctx.db.prisma.crmRecord.findFirst({
    where: { id: BigInt(input.id), entity: input.entity, deletedAt: null, ...isVisibleRecord(ctx) },
    include: withAll,
  });
  if (!record) throw await recordNotFound(ctx, ctx.db.prisma, input);
  return toResource(record);
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const numberOf = (value: Prisma.Decimal | null | undefined): number | null =>
  value == null ? null : value.toNumber();

function toResource(record: Found): RecordResource {
  const { stats } = record;
  return {
    id: String(record.id),
    entity: record.entity,
    version: record.version,
    ...ofHeldFields((name) => storedText(record[name as keyof Found])),
    ownerId: record.ownerId === null ? null : String(record.ownerId),
    tags: record.tags.map(({ tag }) => tag.name).sort(),
    consent: { state: record.consentState, at: iso(record.consentAt) },
    smsConsent: { state: record.smsConsentState, at: iso(record.smsConsentAt) },
    pushConsent: { state: record.pushConsentState, at: iso(record.pushConsentAt) },
    custom: readCustom(record.custom),
    computed: {
      orderCount: stats?.orderCount ?? 0,
      lifetimeValue: numberOf(stats?.lifetimeValue) ?? 0,
      lifetimeValueCurrency: stats?.lifetimeValueCurrency ?? null,
      lifetimeValueLeftOut: readAmounts(stats?.lifetimeValueLeftOut ?? null),
      orderCurrency: stats?.orderCurrency ?? null,
      averageOrder: numberOf(stats?.averageOrder),
      averageOrderCurrency: stats?.averageOrder == null ? null : stats.lifetimeValueCurrency,
      firstOrderAt: iso(stats?.firstOrderAt),
      lastOrderAt: iso(stats?.lastOrderAt),
      daysSinceLastOrder: stats?.daysSinceLastOrder ?? null,
      abandonedCartValue: numberOf(stats?.abandonedCartValue),
      abandonedCartCurrency: stats?.abandonedCartCurrency ?? null,
      abandonedCartAt: iso(stats?.abandonedCartAt),
      lastSentAt: iso(stats?.lastSentAt),
      lastOpenAt: iso(stats?.lastOpenAt),
      lastClickAt: iso(stats?.lastClickAt),
      receivedCount: stats?.receivedCount ?? 0,
      openedCount: stats?.openedCount ?? 0,
      clickedCount: stats?.clickedCount ?? 0,
      engagementScore: stats?.engagementScore ?? 0,
    },
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
