import type { EmailCampaignView } from '@/lib/campaigns/schemas';
import { formatMoment, listSome } from '@/lib/format';

/** “Your early access starts tonight” from Northwind, sent Thu 19 Nov 18:00 Europe/London to Repeat buyers EU. */
export function ledeOf({
  subject,
  fromName,
  status,
  sentAt,
  timeZone,
  books,
  lists,
}: EmailCampaignView): string {
  const mail = subject === '' ? 'A mail without a subject' : `“${subject}”`;
  const from = fromName === '' ? '' : ` from ${fromName}`;
  const when = sentAt === null ? '' : ` ${formatMoment(sentAt, timeZone)} ${timeZone}`;
  const to = books.length === 0 ? '' : ` to ${listSome(books.map(({ name }) => name))}`;
  const verb =
    status === 'Sending'
      ? 'being sent'
      : status === 'Triggered'
        ? 'sent whenever a program asks for it'
        : 'sent';
  const list = lists.length === 0 ? '' : ` The book is fed by ${listSome(lists.map(({ name }) => name))}.`;
  return `${mail}${from}, ${verb}${verb === 'sent' ? when : ''}${to}.${list}`;
}
