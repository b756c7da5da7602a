import { formatClock } from '../../format';
import type { MailText } from '../../mail/schemas';

type Ready = { userName: string; listName: string; bookName: string; asOf: Date; listUrl: string };

/** What tells somebody who asked for it that a campaign can go to the book. */
export function readyText({ userName, listName, bookName, asOf, listUrl }: Ready): MailText {
  return {
    subject: `${bookName} is ready to send (Dotbridge)`,
    blocks: [
      { kind: 'heading', text: `${bookName} is ready to send` },
      {
        kind: 'text',
        text: `Hello ${userName}, the address book ${bookName} is complete as of ${formatClock(asOf)} UTC: everyone of the list ${listName} who may be mailed is in it, and nothing is in flight.`,
      },
      {
        kind: 'text',
        text: 'Who is refused or held back, and why, stands on the page of the list. Freeze the book there if it is to stay so until the campaign has gone.',
      },
      { kind: 'button', label: 'Open the list', href: listUrl },
    ],
    foot: { text: 'Sent once, because you pressed Tell me when ready.' },
  };
}
