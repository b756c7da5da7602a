import { ask } from '@/components/ui/ask';
import type { Option } from '@/components/ui/select';

type Found = { id: string; name: string; code: string };

/** For a picker of marketing campaigns; those already spoken of are left out. */
export const loadCampaignsBut =
  (leftOut: readonly string[]) =>
  async (search: string): Promise<Option[]> => {
    const found = await ask<Found[]>(`/api/marketing-campaigns/options?q=${encodeURIComponent(search)}`);
    return found
      .filter(({ id }) => !leftOut.includes(id))
      .map(({ id, name, code }) => ({ value: id, label: name, hint: code }));
  };
