import { z } from 'zod';
import type { Tx } from '@/lib/db';

export const moneySettingKey = 'crm.money';

const Stored = z.object({ baseCurrency: z.string().length(3).nullable() }).catch({ baseCurrency: null });

/** The currency that amounts of several are added up in; null: none is chosen, and only one currency of each person is. */
export async function readBaseCurrency(db: Tx): Promise<string | null> {
  const row = await db.setting.findUnique({ where: { key: moneySettingKey } });
  return Stored.parse(row?.value ?? {}).baseCurrency;
}
