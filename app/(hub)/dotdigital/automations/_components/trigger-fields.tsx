'use client';

import { useController, useWatch } from 'react-hook-form';
import { ComboboxField, FieldRow, messageOf, NumberField, SelectField, TextField } from '@/components/forms';
import { Field } from './field';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { CrmEntity } from '@/lib/crm/schemas';
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
  onEntity: (entity: CrmEntity) => void;
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
  const { field: who, fieldState: entityState } = useController({ control, name: 'entity' });
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
          {(input) => (
            <Select
              {...input}
              value={trigger.kind}
              options={kinds}
              onChange={(event) => choose(event.target.value as TriggerKind)}
            />
          )}
        </Field>
        <Field
          label="Happens to"
          hint={isOfShop ? 'Customers alone have carts and orders.' : undefined}
          error={entityState.error?.message}
        >
          {(input) => (
            <Select
              {...input}
              ref={who.ref}
              value={entity}
              options={isOfShop ? entities.filter(({ value: of }) => of === 'customer') : entities}
              onChange={(event) => onEntity(event.target.value as CrmEntity)}
            />
          )}
        </Field>
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
  const { field } = useController({ control, name: 'trigger' });
  const { field: over } = useController({ control, name: 'trigger.over' });
  const { field: skus, fieldState } = useController({ control, name: 'trigger.skus' });
  return (
    <>
      <FieldRow>
        <Field label="Which order">
          {(input) => (
            <Select
              {...input}
              value={trigger.which}
              options={whichOrders}
              onChange={(event) =>
                field.onChange({ ...trigger, which: event.target.value, n: firstTrigger.order.n })
              }
            />
          )}
        </Field>
        {trigger.which === 'nth' && (
          <NumberField control={control} name="trigger.n" label="Number of the order" min={1} />
        )}
      </FieldRow>
      <label className="flex items-start gap-2.5">
        <Checkbox
          className="mt-0.5"
          checked={over.value != null}
          onCheckedChange={(isOn) => over.onChange(isOn === true ? { amount: '', currency: 'EUR' } : null)}
        />
        <span>Only orders of more than an amount</span>
      </label>
      {over.value != null && (
        <FieldRow>
          <TextField control={control} name="trigger.over.amount" label="Of more than" placeholder="49.90" />
          <TextField control={control} name="trigger.over.currency" label="Currency" placeholder="EUR" />
        </FieldRow>
      )}
      <Field
        label="Containing one of these items"
        note="optional"
        hint="Article numbers (SKU), separated by commas."
        error={messageOf(fieldState.error)}
      >
        {(input) => (
          <Input
            {...input}
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

const whichOrders = [
  { value: 'any', label: 'Every completed order' },
  { value: 'first', label: 'The first completed order' },
  { value: 'nth', label: 'A completed order by its number' },
];
