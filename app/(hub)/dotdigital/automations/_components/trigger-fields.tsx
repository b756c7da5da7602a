'use client';

import { useController, useWatch } from 'react-hook-form';
import { ComboboxField, FieldRow, NumberField, SelectField, TextField } from '@/components/forms';
import { Field } from './field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { triggerLabels, type AutomationTrigger, type TriggerKind } from '@/lib/automations/schemas';
import { firstTrigger, type AutomationControl } from './automation-values';
import { CampaignTriggerFields } from './campaign-trigger-fields';
import { DateTriggerFields } from './date-trigger-fields';
import { FieldTriggerFields } from './field-trigger-fields';
import type { FormOptions } from './form-options';
import { PayloadConditions } from './payload-conditions';

type TriggerFieldsProps = Pick<FormOptions, 'lists' | 'tags' | 'entities' | 'fields' | 'first'> & {
  control: AutomationControl;
  /** Another kind of people has other fields to ask for. */
  onEntity: (entity: string) => void;
};

const kinds = Object.entries(triggerLabels).map(([value, label]) => ({ value, label }));

/** What happens, and to whom. */
export function TriggerFields({
  control,
  lists,
  tags,
  entities,
  fields,
  first,
  onEntity,
}: TriggerFieldsProps) {
  const { field } = useController({ control, name: 'trigger' });
  // A controller doesn't hear of what changes within its value.
  const [entity, value] = useWatch({ control, name: ['entity', 'trigger'] });
  const trigger = value as AutomationTrigger;
  const choose = (kind: TriggerKind): void => {
    field.onChange(
      kind === 'date' ? { ...firstTrigger.date, zone: first.catalogue.timeZone } : firstTrigger[kind],
    );
    if (kind === 'cart' || kind === 'order') onEntity('customer');
  };
  const isOfShop = trigger.kind === 'cart' || trigger.kind === 'order';
  return (
    <div className="grid gap-4">
      <FieldRow>
        <Field label="Trigger">
          {(id) => (
            <Select
              id={id}
              value={trigger.kind}
              options={kinds}
              onChange={(event) => choose(event.target.value as TriggerKind)}
            />
          )}
        </Field>
        <SelectField
          control={control}
          name="entity"
          label="Happens to"
          options={isOfShop ? entities.filter(({ value }) => value === 'customer') : entities}
          hint={isOfShop ? 'Customers alone have carts and orders.' : undefined}
        />
      </FieldRow>
      {trigger.kind === 'cart' && (
        <NumberField
          control={control}
          name="trigger.minutes"
          label="Minutes without a change"
          unit="minutes"
          min={1}
          hint="Counted from the last change of the cart. An order ends it, another change begins anew."
        />
      )}
      {trigger.kind === 'order' && <OrderFields control={control} trigger={trigger} />}
      {trigger.kind === 'event' && (
        <>
          <TextField
            control={control}
            name="trigger.name"
            label="Name of the event"
            hint="As your shop or site tells it by POST /api/v1/events."
          />
          <PayloadConditions control={control} />
        </>
      )}
      {trigger.kind === 'list' && (
        <FieldRow>
          <SelectField
            control={control}
            name="trigger.move"
            label="The person"
            options={[
              { value: 'joined', label: 'joins the list' },
              { value: 'left', label: 'leaves the list' },
            ]}
          />
          <ComboboxField
            control={control}
            name="trigger.listId"
            label="Marketing list"
            options={lists.filter((list) => list.entity === entity)}
            placeholder="Choose a list"
          />
        </FieldRow>
      )}
      {trigger.kind === 'tag' && (
        <ComboboxField
          control={control}
          name="trigger.tag"
          label="Tag that is added"
          options={tags}
          placeholder="Choose a tag"
        />
      )}
      {trigger.kind === 'field' && (
        <FieldTriggerFields control={control} trigger={trigger} fields={fields[entity]} />
      )}
      {trigger.kind === 'date' && (
        <DateTriggerFields control={control} trigger={trigger} fields={fields[entity]} />
      )}
      {trigger.kind === 'campaign' && (
        <CampaignTriggerFields control={control} trigger={trigger} catalogue={first.catalogue} />
      )}
    </div>
  );
}

function OrderFields({
  control,
  trigger,
}: {
  control: AutomationControl;
  trigger: Extract<AutomationTrigger, { kind: 'order' }>;
}) {
  const { field: over } = useController({ control, name: 'trigger.over' });
  const { field: skus } = useController({ control, name: 'trigger.skus' });
  const amount = over.value as { amount: string; currency: string } | null;
  const change = (next: { amount?: string; currency?: string }): void => {
    const value = { amount: amount?.amount ?? '', currency: amount?.currency ?? 'EUR', ...next };
    over.onChange(value.amount === '' ? null : value);
  };
  return (
    <>
      <FieldRow>
        <SelectField
          control={control}
          name="trigger.which"
          label="Which order"
          options={[
            { value: 'any', label: 'Every completed order' },
            { value: 'first', label: 'The first completed order' },
            { value: 'nth', label: 'A completed order by its number' },
          ]}
        />
        {trigger.which === 'nth' && (
          <NumberField control={control} name="trigger.n" label="Number of the order" min={1} />
        )}
      </FieldRow>
      <FieldRow>
        <Field label="Of more than" note="optional">
          {(id) => (
            <Input
              id={id}
              inputMode="decimal"
              value={amount?.amount ?? ''}
              onChange={(event) => change({ amount: event.target.value.trim() })}
              className="figures"
            />
          )}
        </Field>
        <Field label="Currency">
          {(id) => (
            <Input
              id={id}
              value={amount?.currency ?? 'EUR'}
              onChange={(event) => change({ currency: event.target.value.trim().toUpperCase() })}
            />
          )}
        </Field>
      </FieldRow>
      <Field
        label="Containing one of these items"
        note="optional"
        hint="Article numbers (SKU), separated by commas."
      >
        {(id) => (
          <Input
            id={id}
            defaultValue={((skus.value as string[] | undefined) ?? []).join(', ')}
            onChange={(event) =>
              skus.onChange(
                event.target.value
                  .split(',')
                  .map((sku) => sku.trim())
                  .filter((sku) => sku !== ''),
              )
            }
          />
        )}
      </Field>
    </>
  );
}
