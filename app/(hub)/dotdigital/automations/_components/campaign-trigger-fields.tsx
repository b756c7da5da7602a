'use client';

import { useController } from 'react-hook-form';
import { ComboboxField, FieldRow, NumberField } from '@/components/forms';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { AutomationTrigger } from '@/lib/automations/schemas';
import type { FilterCatalogue } from '@/lib/filters/schemas';
import { firstTrigger, type AutomationControl } from './automation-values';
import { Field } from './field';

type CampaignTriggerFieldsProps = {
  control: AutomationControl;
  trigger: Extract<AutomationTrigger, { kind: 'campaign' }>;
  catalogue: Pick<FilterCatalogue, 'campaigns' | 'marketingCampaigns'>;
};

/** What somebody did with which campaign. */
export function CampaignTriggerFields({ control, trigger, catalogue }: CampaignTriggerFieldsProps) {
  const { field } = useController({ control, name: 'trigger' });
  const { field: link, fieldState } = useController({ control, name: 'trigger.link' });
  const isMarketing = trigger.marketingCampaignId !== null;
  return (
    <>
      <FieldRow>
        <Field label="The person" hint="What machines did (privacy proxies, link scanners) doesn’t count.">
          {(input) => (
            <Select
              {...input}
              value={trigger.did}
              options={deeds}
              onChange={(event) =>
                field.onChange({
                  ...trigger,
                  did: event.target.value,
                  link: firstTrigger.campaign.link,
                  days: firstTrigger.campaign.days,
                })
              }
            />
          )}
        </Field>
        {trigger.did === 'not_opened' && (
          <NumberField
            control={control}
            name="trigger.days"
            label="After it was sent"
            unit="days"
            min={1}
            max={90}
          />
        )}
        {trigger.did === 'clicked' && (
          <Field
            label="Link"
            note="optional"
            hint="As it stands in the mail; empty: any."
            error={fieldState.error?.message}
          >
            {(input) => (
              <Input
                {...input}
                value={link.value ?? ''}
                onChange={(event) => link.onChange(event.target.value === '' ? null : event.target.value)}
              />
            )}
          </Field>
        )}
      </FieldRow>
      <FieldRow>
        <Field label="Of">
          {(input) => (
            <Select
              {...input}
              value={isMarketing ? 'marketing' : 'email'}
              options={[
                { value: 'email', label: 'an email campaign' },
                { value: 'marketing', label: 'any email of a marketing campaign' },
              ]}
              onChange={(event) =>
                field.onChange({
                  ...trigger,
                  campaignId: null,
                  marketingCampaignId: event.target.value === 'email' ? null : '',
                })
              }
            />
          )}
        </Field>
        {isMarketing ? (
          <ComboboxField
            key="marketing"
            control={control}
            name="trigger.marketingCampaignId"
            label="Marketing campaign"
            options={catalogue.marketingCampaigns}
            placeholder="Choose a campaign"
          />
        ) : (
          <ComboboxField
            key="email"
            control={control}
            name="trigger.campaignId"
            label="Email campaign"
            options={catalogue.campaigns}
            placeholder="Choose a campaign"
          />
        )}
      </FieldRow>
    </>
  );
}

const deeds = [
  { value: 'opened', label: 'opens it' },
  { value: 'clicked', label: 'clicks in it' },
  { value: 'not_opened', label: 'has not opened it' },
];
