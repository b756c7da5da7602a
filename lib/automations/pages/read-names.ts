import {
  hiddenCampaignName,
  hiddenListName,
  visibleCampaigns,
  visibleMarketing,
  type Context,
} from '@/lib/context';
import { findField, readCatalogue } from '@/lib/crm';
import type { Tx } from '@/lib/db';
import type { AutomationDocument } from '../schemas';

/** What an automation names, as people call it; a list that only its owner sees is not named, nor a campaign that may not be seen. */
export type Names = {
  lists: (id: string) => string;
  field: (name: string) => string;
  /** A value of a field: a choice by its label. */
  choice: (field: string, value: string) => string;
  campaign: (id: string) => string;
  marketingCampaign: (id: string) => string;
};

export async function readNames(
  ctx: Pick<Context, 'db' | 'actor'>,
  { trigger, action, entity }: Pick<AutomationDocument, 'trigger' | 'action' | 'entity'>,
): Promise<Names> {
  const db = ctx.db.prisma;
  const parts = [trigger, action];
  const [lists, catalogue, campaigns, marketing] = await Promise.all([
    readListNames(
      db,
      parts.flatMap((one) => (one.kind === 'list' ? [BigInt(one.listId)] : [])),
    ),
    parts.some((one) => 'field' in one) ? readCatalogue(db, entity, { archived: true }) : [],
    trigger.kind === 'campaign' && trigger.campaignId !== null
      ? db.$queryRaw<NamedCampaign[]>`
          SELECT c.id, c.name, ${visibleCampaigns(ctx)} AS seen FROM email_campaigns c WHERE c.id = ${BigInt(trigger.campaignId)}`
      : [],
    trigger.kind === 'campaign' && trigger.marketingCampaignId !== null
      ? db.$queryRaw<NamedCampaign[]>`
          SELECT m.id, m.name, ${visibleMarketing(ctx)} AS seen FROM marketing_campaigns m WHERE m.id = ${BigInt(trigger.marketingCampaignId)}`
      : [],
  ]);
  const named = (rows: NamedCampaign[], gone: string) => (id: string) => {
    const row = rows.find((one) => String(one.id) === id);
    if (!row) return gone;
    return row.seen ? `“${row.name}”` : hiddenCampaignName;
  };
  return {
    lists: (id) => lists.get(id) ?? 'a list that is gone',
    field: (name) => findField(catalogue, name)?.label ?? 'that is gone',
    choice: (name, value) => {
      const field = findField(catalogue, name);
      if (field?.type === 'boolean') return value === 'true' ? 'yes' : 'no';
      return field?.choices?.find((one) => one.value === value)?.label ?? value;
    },
    campaign: named(campaigns, 'that is gone'),
    marketingCampaign: named(marketing, 'that is gone'),
  };
}

type NamedCampaign = { id: bigint; name: string; seen: boolean };

async function readListNames(db: Tx, ids: bigint[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.marketingList.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, ownerOnly: true },
  });
  return new Map(
    rows.map(({ id, name, ownerOnly }) => [String(id), ownerOnly ? hiddenListName : `“${name}”`]),
  );
}
