import { hiddenListName } from '@/lib/context';
import { findField, readCatalogue } from '@/lib/crm';
import type { Tx } from '@/lib/db';
import type { AutomationDocument } from '../schemas';

/** What an automation names, as people call it; a list that only its owner sees is not named. */
export type Names = {
  lists: (id: string) => string;
  field: (name: string) => string;
  /** A value of a field: a choice by its label. */
  choice: (field: string, value: string) => string;
  campaign: (id: string) => string;
  marketingCampaign: (id: string) => string;
};

export async function readNames(
  db: Tx,
  { trigger, action, entity }: Pick<AutomationDocument, 'trigger' | 'action' | 'entity'>,
): Promise<Names> {
  const parts = [trigger, action];
  const [lists, catalogue, campaigns, marketing] = await Promise.all([
    readListNames(
      db,
      parts.flatMap((one) => (one.kind === 'list' ? [BigInt(one.listId)] : [])),
    ),
    parts.some((one) => 'field' in one) ? readCatalogue(db, entity, { archived: true }) : [],
    trigger.kind === 'campaign' && trigger.campaignId !== null
      ? db.emailCampaign.findMany({
          where: { id: BigInt(trigger.campaignId) },
          select: { id: true, name: true },
        })
      : [],
    trigger.kind === 'campaign' && trigger.marketingCampaignId !== null
      ? db.marketingCampaign.findMany({
          where: { id: BigInt(trigger.marketingCampaignId) },
          select: { id: true, name: true },
        })
      : [],
  ]);
  const named = (rows: { id: bigint; name: string }[], gone: string) => (id: string) => {
    const row = rows.find((one) => String(one.id) === id);
    return row ? `“${row.name}”` : gone;
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
