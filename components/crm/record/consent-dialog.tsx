'use client';

import type { Control } from 'react-hook-form';
import type { z } from 'zod';

import { ActionForm, SelectField, TextareaField, useActionForm } from '@/components/forms';
import { FieldFrame, useField } from '@/components/forms/field';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { readMoment } from '@/components/ui/moment-input';
import { toast } from '@/components/ui/toaster';
import { channelLabels, type ConsentChannel, RecordConsentInput, type RecordView } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

export type ConsentAction = (input: RecordConsentInput) => Promise<Result<RecordView>>;

type ConsentDialogProps = {
  record: RecordView;
  state: 'given' | 'withdrawn';
  /** That it can be about. */
  channels: readonly ConsentChannel[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  consentAction: ConsentAction;
  onSaved: (record: RecordView) => void;
};

const words = {
  given: {
    title: 'Record a consent',
    description: (name: string) =>
      `What ${name} agreed to, in the words they were shown, stands in the history from now on.`,
    label: 'What they agreed to',
    placeholder: 'Yes, send me news about the collection.',
    note: undefined,
    submit: 'Record this consent',
    done: 'Consent recorded',
  },
  withdrawn: {
    title: 'Record an opt-out',
    description: (name: string) =>
      `${name} is sent nothing by this channel from now on. An opt-out of e-mail goes to Dotdigital at the next wave as an unsubscribe, before anything else. The record, its lists and its history stay; only a new consent, with its words, lifts it.`,
    label: 'What they said',
    placeholder: 'Asked on the phone to be left alone.',
    note: 'optional',
    submit: 'Record the opt-out',
    done: 'Opt-out recorded',
  },
} as const;

/** What a person said about being reached by a channel, and when, as one more line of their history. */
export function ConsentDialog({ open, onOpenChange, ...form }: ConsentDialogProps) {
  const { title, description } = words[form.state];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="sm"
      title={title}
      description={description(form.record.name)}
    >
      <ConsentForm {...form} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

type ConsentFormProps = Omit<ConsentDialogProps, 'open' | 'onOpenChange'> & { onDone: () => void };

function ConsentForm({ record, state, channels, consentAction, onSaved, onDone }: ConsentFormProps) {
  const said = words[state];
  const form = useActionForm({
    schema: RecordConsentInput,
    draft: { form: said.title },
    defaultValues: { recordId: record.id, channel: channels[0], state, text: '' },
    action: consentAction,
    onSuccess: (saved) => {
      toast.good(said.done, { detail: record.name });
      onDone();
      onSaved(saved);
    },
  });
  return (
    <ActionForm
      form={form}
      submit={said.submit}
      submitTone={state === 'withdrawn' ? 'danger-solid' : 'primary'}
      onCancel={onDone}
      label={said.title}
    >
      <SelectField
        control={form.control}
        name="channel"
        label="Channel"
        options={channels.map((value) => ({ value, label: channelLabels[value] }))}
      />
      <TextareaField
        control={form.control}
        name="text"
        label={said.label}
        note={said.note}
        rows={3}
        placeholder={said.placeholder}
      />
      <MomentField control={form.control} />
    </ActionForm>
  );
}

type ConsentControl = Control<RecordConsentInput, unknown, z.output<typeof RecordConsentInput>>;

/** The person's own wall clock in, a moment out. */
function MomentField({ control }: { control: ConsentControl }) {
  const { id, field, message, input } = useField({
    control,
    name: 'at',
    label: 'When',
    hint: 'Empty means now.',
  });
  const pad = (n: number): string => String(n).padStart(2, '0');
  const at = field.value ? new Date(field.value) : null;
  const local = at
    ? `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
    : '';
  return (
    <FieldFrame id={id} label="When" note="optional" hint="Empty means now." message={message}>
      <Input
        {...input}
        ref={field.ref}
        name={field.name}
        onBlur={field.onBlur}
        type="datetime-local"
        value={local}
        onChange={(event) => field.onChange(readMoment(event.target.value) ?? undefined)}
      />
    </FieldFrame>
  );
}
