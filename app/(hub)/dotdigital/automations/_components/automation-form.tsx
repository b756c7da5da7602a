'use client';

import { useRouter } from 'next/navigation';
import { DraftNotice, FormError, FormFoot, TextField, useActionForm } from '@/components/forms';
import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { AutomationDocument, reaches } from '@/lib/automations/schemas';
import { saveAutomationAction } from '../actions';
import { ActionFields } from './action-fields';
import { fitTo, type AutomationValues } from './automation-values';
import { ConditionsField } from './conditions-field';
import type { FormOptions } from './form-options';
import { LimitFields } from './limit-fields';
import { TriggerFields } from './trigger-fields';

type AutomationFormProps = {
  options: FormOptions;
  values: AutomationValues;
  /** What is edited. */
  automation?: { id: string; version: number };
};

/** What happens, to whom, what is done, and what limits it. */
export function AutomationForm({ options, values, automation }: AutomationFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: AutomationDocument,
    draft: automation ? { form: 'Automation', version: automation.version } : { form: 'New automation' },
    defaultValues: values,
    action: (input) =>
      saveAutomationAction(
        JSON.stringify({
          ...input,
          integrationId: reaches(input.action) ? input.integrationId : null,
          id: automation?.id ?? null,
          version: automation?.version ?? 1,
        }),
      ),
    onSuccess: ({ id }) => router.push(`/dotdigital/automations/${id}`),
  });
  const { control } = form;
  const changeEntity = (entity: AutomationValues['entity']): void => {
    const { trigger, action } = fitTo(form.form.getValues(), (field) =>
      options.fields[entity].some(({ value }) => value === field),
    );
    form.form.setValue('entity', entity, { shouldDirty: true });
    form.form.setValue('trigger', trigger);
    form.form.setValue('action', action);
  };
  return (
    <form
      noValidate
      aria-label="Automation"
      onSubmit={form.submit}
      className="grid max-w-[960px] grid-cols-1 gap-4"
    >
      <DraftNotice {...form.draft} />
      <Card>
        <CardBody>
          <TextField control={control} name="name" label="Name" max={255} autoFocus={!automation} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="When" />
        <CardBody>
          <TriggerFields key={form.draft.drawn} control={control} {...options} onEntity={changeEntity} />
        </CardBody>
      </Card>
      <ConditionsField control={control} first={options.first} firstEntity={values.entity} />
      <Card>
        <CardHeader title="Then" />
        <CardBody>
          <ActionFields control={control} {...options} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Limits" />
        <CardBody>
          <LimitFields control={control} />
        </CardBody>
      </Card>
      <FormError title="Not saved." form={form} />
      <FormFoot className="bg-canvas">
        <LinkButton
          href={automation ? `/dotdigital/automations/${automation.id}` : '/dotdigital/automations'}
        >
          Cancel
        </LinkButton>
        <Button type="submit" variant="primary" pending={form.pending}>
          Save
        </Button>
      </FormFoot>
    </form>
  );
}
