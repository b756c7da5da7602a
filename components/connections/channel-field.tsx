import { channelWords, type Channel } from '@/lib/connections/schemas';

import { ChoiceField } from './choice-field';

type ChannelFieldProps = {
  value: Channel;
  /** undefined: no integration is chosen yet. */
  whyNoNumbers: string | null | undefined;
  onChange: (channel: Channel) => void;
};

const onlyMail = { email: channelWords.email };

const hints: Record<Channel, string> = {
  email: 'Stays so for this book.',
  sms: 'Whoever may not be texted is left out. Stays so for this book.',
};

/** By what people are known in the book; one that isn't offered is not there to choose, with the reason below. */
export function ChannelField({ value, whyNoNumbers, onChange }: ChannelFieldProps) {
  return (
    <ChoiceField
      label="Channel"
      hint={whyNoNumbers ?? hints[value]}
      choices={whyNoNumbers === null ? channelWords : onlyMail}
      value={value}
      onChange={onChange}
    />
  );
}
