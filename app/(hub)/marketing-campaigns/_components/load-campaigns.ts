import { ask } from '@/components/ui/ask';
import { agree, plural } from '@/lib/format';
import type { Option } from '@/components/ui/select';

type Found = { id: string; name: string; code: string; lists: number };

/** For a picker of marketing campaigns; those already spoken of are left out. */
export const loadCampaignsBut =
  (leftOut: readonly string[]) =>
  async (search: string): Promise<Option[]> => {
    const found = await ask<Found[]>(`/api/marketing-campaigns/options?q=${encodeURIComponent(search)}`);
    return found
      .filter(({ id }) => !leftOut.includes(id))
      .map(({ id, name, code, lists }) => ({
        value: id,
        label: name,
        hint:
          lists === 0
            ? code
            : `${code}, ${plural(lists, 'marketing list')} ${agree(lists, 'asks', 'ask')} for it`,
      }));
  };
