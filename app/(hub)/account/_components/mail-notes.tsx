import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { MailState, MailView } from '@/lib/mail/schemas';

export const mailStateWords: Record<MailState, string> = {
  waiting: 'waits to be sent',
  leaving: 'is being sent',
  sent: 'was sent',
  refused: 'was not sent',
  unknown: 'may have arrived',
  withdrawn: 'was taken back',
};

export function NoMailNotice({ missing }: { missing: string[] }) {
  return (
    <Notice tone="warn" title={`No mail goes out: ${missing.join(' and ')} is not set.`}>
      An admin sets SMTP_URL, like smtp://user:password@mail.example.com:587, and starts Dotbridge again. Your
      choice is kept until then.
    </Notice>
  );
}

export function LastMail({ last }: { last: MailView }) {
  return (
    <p className="text-sm break-words text-ink-2">
      The last one {mailStateWords[last.state]} <Time at={last.at} />. {last.answer}
    </p>
  );
}
