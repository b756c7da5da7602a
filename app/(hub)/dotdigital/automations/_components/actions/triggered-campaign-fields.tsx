import { X } from 'lucide-react';
import { useController, useFieldArray } from 'react-hook-form';
import { TextField } from '@/components/forms';
import { Button, IconButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import type { CampaignOption, TriggeredCampaignAction } from '@/lib/automations/schemas';
import type { AutomationControl } from '../automation-values';
import { Field } from '../field';
import { useAskedChoices } from './asked-choices';

type TriggeredCampaignFieldsProps = {
  control: AutomationControl;
  integrationId: string | null;
  chosen: TriggeredCampaignAction;
};

/** A campaign of Dotdigital's that is sent one by one, and the values it is filled with. */
export function TriggeredCampaignFields({ control, integrationId, chosen }: TriggeredCampaignFieldsProps) {
  const { field } = useController({ control, name: 'action' });
  const { field: chosenId, fieldState } = useController({ control, name: 'action.campaignId' });
  const { choices, placeholder, trouble } = useAskedChoices<CampaignOption>('campaigns', integrationId);
  const known = choices ?? [];
  const isGone = chosen.campaignId !== 0 && !known.some(({ id }) => id === chosen.campaignId);
  const options = [
    ...known.map(({ id, name }) => ({ value: String(id), label: name })),
    ...(isGone ? [{ value: String(chosen.campaignId), label: chosen.campaignName }] : []),
  ];
  return (
    <>
      <Field
        label="Campaign"
        error={fieldState.error ? 'Choose a campaign.' : undefined}
        hint="Triggered campaigns, as they are made at Dotdigital."
      >
        {(input) => (
          <Select
            {...input}
            ref={chosenId.ref}
            value={chosen.campaignId === 0 ? '' : String(chosen.campaignId)}
            placeholder={placeholder ?? (known.length === 0 ? 'The account has none' : 'Choose a campaign')}
            options={options}
            onChange={(event) => {
              const campaign = known.find((one) => String(one.id) === event.target.value);
              if (campaign)
                field.onChange({ ...chosen, campaignId: campaign.id, campaignName: campaign.name });
            }}
          />
        )}
      </Field>
      {choices && isGone && (
        <Notice tone="warn" title="The campaign is gone.">
          Dotdigital doesn’t have it any more. Choose another one.
        </Notice>
      )}
      {trouble}
      <CampaignValues control={control} />
    </>
  );
}

function CampaignValues({ control }: { control: AutomationControl }) {
  const { fields, append, remove } = useFieldArray({ control, name: 'action.values' });
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-md font-medium">
        Personalisation values <span className="font-normal text-ink-3">optional</span>
      </legend>
      {fields.map(({ id }, n) => (
        <div key={id} className="grid items-start gap-3 sm:grid-cols-[1fr_2fr_auto]">
          <TextField
            control={control}
            name={`action.values.${n}.name`}
            label="Name"
            placeholder="ORDER_TOTAL"
          />
          <TextField
            control={control}
            name={`action.values.${n}.value`}
            label="Value"
            placeholder="{{event.total}}"
          />
          <IconButton label={`Remove value ${n + 1}`} className="sm:mt-6" onClick={() => remove(n)}>
            <X />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => append({ name: '', value: '' })}>
          Add a value
        </Button>
      </div>
    </fieldset>
  );
}
