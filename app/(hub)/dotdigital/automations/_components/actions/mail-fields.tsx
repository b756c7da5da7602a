import { SelectField, TextareaField, TextField } from '@/components/forms';
import type { MailAction } from '@/lib/automations/schemas';
import type { AutomationControl } from '../automation-values';
import { useAskedChoices } from './asked-choices';

type MailFieldsProps = { control: AutomationControl; integrationId: string | null; chosen: MailAction };

/** A mail that is written here. */
export function MailFields({ control, integrationId, chosen }: MailFieldsProps) {
  const { choices, placeholder, trouble } = useAskedChoices<string>('senders', integrationId);
  const known = choices ?? [];
  const senders = chosen.from !== '' && !known.includes(chosen.from) ? [...known, chosen.from] : known;
  return (
    <>
      <SelectField
        control={control}
        name="action.from"
        label="Sent from"
        options={senders.map((value) => ({ value, label: value }))}
        placeholder={placeholder ?? 'Choose a sender'}
        hint="Addresses that the account may send from."
      />
      {trouble}
      <TextField control={control} name="action.subject" label="Subject" max={255} />
      <TextareaField control={control} name="action.text" label="Text" rows={6} />
      <TextareaField
        control={control}
        name="action.html"
        label="HTML"
        note="optional"
        rows={6}
        hint="What is put in is written as text, never as HTML."
      />
    </>
  );
}
