import { TextareaField } from '@/components/forms';
import type { AutomationControl } from '../automation-values';

/** A text message to the record's mobile number. */
export function SmsFields({ control }: { control: AutomationControl }) {
  return (
    <TextareaField
      control={control}
      name="action.message"
      label="Message"
      rows={3}
      hint="Goes to the record’s mobile number. Whoever opted out of SMS gets none; an opt-out of mail does not count here."
    />
  );
}
