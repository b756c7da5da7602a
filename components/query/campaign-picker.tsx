'use client';

import type { FilterCatalogue } from '@/lib/filters/schemas';

import { Input } from '../ui/input';
import { GroupedPicker } from './field-picker';
import type { ConditionDraft } from './query-form';

type Which = Pick<ConditionDraft, 'campaignId' | 'marketingCampaignId' | 'lastCampaigns'>;
type CampaignPickerProps = { catalogue: FilterCatalogue; value: Which; onChange: (which: Which) => void };

const none: Which = { campaignId: undefined, marketingCampaignId: undefined, lastCampaigns: undefined };

/** In which campaigns: any, the last few, one e-mail campaign, or all of a marketing campaign. */
export function CampaignPicker({
  catalogue: { campaigns, marketingCampaigns },
  value,
  onChange,
}: CampaignPickerProps) {
  const key = value.campaignId
    ? `e${value.campaignId}`
    : value.marketingCampaignId
      ? `m${value.marketingCampaignId}`
      : value.lastCampaigns
        ? 'last'
        : 'any';
  const label = (of: FilterCatalogue['campaigns'], id: string): string =>
    of.find((one) => one.value === id)?.label ?? 'a campaign that is not listed';
  const shown = value.campaignId
    ? `in ${label(campaigns, value.campaignId)}`
    : value.marketingCampaignId
      ? `in all of ${label(marketingCampaigns, value.marketingCampaignId)}`
      : value.lastCampaigns
        ? 'in the last campaigns'
        : 'in any campaign';
  return (
    <>
      <GroupedPicker
        label="Campaign"
        value={key}
        shown={shown}
        chosen
        groups={[
          {
            label: 'Several',
            choices: [
              { value: 'any', label: 'any campaign' },
              { value: 'last', label: 'the last few campaigns' },
            ],
          },
          {
            label: 'Email campaigns',
            choices: campaigns.map((one) => ({ value: `e${one.value}`, label: one.label, hint: one.hint })),
          },
          {
            label: 'Marketing campaigns',
            choices: marketingCampaigns.map((one) => ({
              value: `m${one.value}`,
              label: one.label,
              hint: one.hint,
            })),
          },
        ].filter(({ choices }) => choices.length > 0)}
        searchPlaceholder="Type a part of its name"
        emptyText="No campaign has this name"
        onChange={(next) => {
          if (next === 'any') onChange(none);
          else if (next === 'last') onChange({ ...none, lastCampaigns: 5 });
          else
            onChange(
              next.startsWith('e')
                ? { ...none, campaignId: next.slice(1) }
                : { ...none, marketingCampaignId: next.slice(1) },
            );
        }}
      />
      {value.lastCampaigns !== undefined && (
        <Input
          aria-label="How many campaigns"
          type="number"
          inputMode="numeric"
          min={1}
          max={50}
          className="figures w-[68px]"
          value={value.lastCampaigns}
          onChange={(event) =>
            onChange({
              ...none,
              lastCampaigns: Math.min(50, Math.max(1, Math.trunc(event.target.valueAsNumber) || 1)),
            })
          }
        />
      )}
    </>
  );
}
