import type { Attention } from '../dashboard/schemas';
import { agree, plural } from '../format';
import type { MailBlock, MailText } from '../mail/schemas';
import type { AlertPlan, Told } from './plan-alerts';

const mostNamed = 3;

type News = Pick<AlertPlan, 'fresh' | 'over'>;

/** What one mail says: what needs somebody, and what no longer does. */
export function alertText({ fresh, over }: News, applicationUrl: string): MailText {
  return {
    subject: subjectOf({ fresh, over }),
    blocks: [
      ...linksTo('Needs someone', fresh, ({ message }) => message, applicationUrl),
      ...linksTo('No longer so', over, () => 'Nothing is left to do.', applicationUrl),
      { kind: 'button', label: 'Open Dotbridge', href: `${applicationUrl}/` },
    ],
    foot: {
      text: 'You get this because you asked for alerts on your account page. The dashboard shows all that needs someone.',
      link: { label: 'Choose or mute alerts', href: `${applicationUrl}/account` },
    },
  };
}

function subjectOf({ fresh, over }: News): string {
  const [first] = fresh;
  if (!first) return `No longer: ${named(over)}`;
  if (fresh.length === 1) return nameOf(first);
  return `${plural(fresh.length, 'thing')} ${agree(fresh.length, 'needs', 'need')} someone: ${named(fresh)}`;
}

const nameOf = ({ state, subject }: Pick<Attention, 'state' | 'subject'>): string => `${state}: ${subject}`;

function named(all: readonly Pick<Attention, 'state' | 'subject'>[]): string {
  const names = all.slice(0, mostNamed).map(nameOf).join(', ');
  return all.length > mostNamed ? `${names} and ${all.length - mostNamed} more` : names;
}

function linksTo<Item extends Attention | Told>(
  heading: string,
  all: readonly Item[],
  hint: (item: Item) => string,
  applicationUrl: string,
): MailBlock[] {
  if (all.length === 0) return [];
  return [
    { kind: 'heading', text: heading },
    {
      kind: 'links',
      items: all.map((item) => ({
        label: nameOf(item),
        hint: hint(item),
        href: `${applicationUrl}${item.href}`,
      })),
    },
  ];
}
