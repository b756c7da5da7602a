'use client';

import { useController, useWatch } from 'react-hook-form';
import { ComboboxField, FieldRow, SelectField, TextField } from '@/components/forms';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import {
  actionLabels,
  messageOf,
  reaches,
  type ActionKind,
  type AutomationAction,
  type ProgramOption,
} from '@/lib/automations/schemas';
import { firstAction, type AutomationControl } from './automation-values';
import { useAskedChoices } from './actions/asked-choices';
import { MailFields } from './actions/mail-fields';
import { NamesToPutIn } from './actions/names-to-put-in';
import { SmsFields } from './actions/sms-fields';
import { TriggeredCampaignFields } from './actions/triggered-campaign-fields';
import { Field } from './field';
import { FieldActionFields } from './field-action-fields';
import type { FormOptions } from './form-options';

type ActionFieldsProps = Pick<FormOptions, 'integrations' | 'manualLists' | 'fields'> & {
  control: AutomationControl;
};

const kinds = Object.entries(actionLabels).map(([value, label]) => ({ value, label }));

/** What is done, and in which account. */
export function ActionFields({ control, integrations, manualLists, fields }: ActionFieldsProps) {
  const { field } = useController({ control, name: 'action' });
  // A controller doesn't hear of what changes within its value.
  const [entity, integrationId, trigger, value] = useWatch({
    control,
    name: ['entity', 'integrationId', 'trigger', 'action'],
  });
  const action = value as AutomationAction;
  return (
    <div className="grid gap-4">
      <FieldRow>
        <Field label="Action">
          {(input) => (
            <Select
              {...input}
              value={action.kind}
              options={kinds}
              onChange={(event) => field.onChange(firstAction[event.target.value as ActionKind])}
            />
          )}
        </Field>
        {reaches(action) && (
          <ComboboxField
            control={control}
            name="integrationId"
            label="Integration"
            options={integrations}
            placeholder="Choose an account"
          />
        )}
      </FieldRow>
      {action.kind === 'enrol' && (
        <ProgramField control={control} integrationId={integrationId ?? null} chosen={action} />
      )}
      {action.kind === 'mail' && (
        <MailFields control={control} integrationId={integrationId ?? null} chosen={action} />
      )}
      {action.kind === 'triggered_campaign' && (
        <TriggeredCampaignFields control={control} integrationId={integrationId ?? null} chosen={action} />
      )}
      {action.kind === 'sms' && <SmsFields control={control} />}
      {messageOf(action) !== null && <NamesToPutIn trigger={trigger.kind} />}
      {action.kind === 'tag' && (
        <FieldRow>
          <SelectField
            control={control}
            name="action.change"
            label="The tag is"
            options={[
              { value: 'give', label: 'added' },
              { value: 'take', label: 'removed' },
            ]}
          />
          <TextField control={control} name="action.tag" label="Tag" max={60} />
        </FieldRow>
      )}
      {action.kind === 'webhook' && (
        <TextField
          control={control}
          name="action.url"
          label="Address"
          max={2_000}
          placeholder="https://"
          hint="Gets one signed request for each person, as JSON. Its signing secret is made on the automation’s page once this is saved."
        />
      )}
      {action.kind === 'field' && (
        <FieldActionFields control={control} action={action} fields={fields[entity]} />
      )}
      {action.kind === 'list' && (
        <ComboboxField
          control={control}
          name="action.listId"
          label="Manual list"
          options={manualLists.filter((list) => list.entity === entity)}
          placeholder="Choose a list"
          emptyText="No manual list of this kind of people is yours"
          hint="Whom somebody removed from it by hand stays off."
        />
      )}
    </div>
  );
}

type ProgramFieldProps = {
  control: AutomationControl;
  integrationId: string | null;
  chosen: Extract<AutomationAction, { kind: 'enrol' }>;
};

/** Programs as Dotdigital has them now; one that is gone or not active is said. */
function ProgramField({ control, integrationId, chosen }: ProgramFieldProps) {
  const { field } = useController({ control, name: 'action' });
  const { field: chosenId, fieldState } = useController({ control, name: 'action.programId' });
  const { choices, placeholder, trouble } = useAskedChoices<ProgramOption>('programs', integrationId);
  const programs = choices ?? [];
  const known = programs.find(({ id }) => id === chosen.programId);
  const options = [
    ...programs.map(({ id, name, isActive }) => ({
      value: String(id),
      label: isActive ? name : `${name} (not active)`,
    })),
    ...(chosen.programId !== 0 && !known
      ? [{ value: String(chosen.programId), label: chosen.programName }]
      : []),
  ];
  return (
    <>
      <Field
        label="Program"
        error={fieldState.error ? 'Choose a program.' : undefined}
        hint="Steps with waits in between are made in the program, at Dotdigital."
      >
        {(input) => (
          <Select
            {...input}
            ref={chosenId.ref}
            value={chosen.programId === 0 ? '' : String(chosen.programId)}
            placeholder={placeholder ?? 'Choose a program'}
            options={options}
            onChange={(event) => {
              const program = programs.find((one) => String(one.id) === event.target.value);
              if (program)
                field.onChange({ kind: 'enrol', programId: program.id, programName: program.name });
            }}
          />
        )}
      </Field>
      {choices && chosen.programId !== 0 && known?.isActive !== true && (
        <Notice tone="warn" title={known ? 'The program is not active.' : 'The program is gone.'}>
          {known
            ? 'Nobody can be enrolled before it is activated at Dotdigital.'
            : 'Dotdigital doesn’t have it any more. Choose another one.'}
        </Notice>
      )}
      {trouble}
    </>
  );
}
