'use client';

import { useRouter } from 'next/navigation';
import { compareHref } from '@/components/campaigns/compare-address';
import { Combobox } from '@/components/ui/combobox';
import type { Option } from '@/components/ui/select';

type AddCampaignProps = { ids: string[]; machine: 'in' | undefined; options: Option[] };

/** Another campaign into the comparison; the address says which are in it. */
export function AddCampaign({ ids, machine, options }: AddCampaignProps) {
  const router = useRouter();
  return (
    <Combobox
      aria-label="Add a campaign"
      placeholder="Add a campaign"
      value={null}
      options={options}
      searchPlaceholder="Search campaigns"
      emptyText="No campaign has this name"
      className="w-56"
      onChange={(id) => id !== null && router.push(compareHref([...ids, id], machine))}
    />
  );
}
