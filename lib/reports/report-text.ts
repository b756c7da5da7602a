import {
  changeAgainst,
  countOf,
  rateOf,
  shownCounts,
  type EmailCampaignRow,
  type Figure,
  type ShownCounts,
} from '../campaigns/schemas';
import { definitions, wholeOf } from '../definitions';
import { formatChange, formatDay, formatExactDay, formatNumber, formatPercent, plural } from '../format';
import type { MailBlock, MailText } from '../mail/schemas';
import type { WeekReport } from './read-week-report';

const shownFigures: Figure[] = [
  'recipients',
  'delivered',
  'opened',
  'clicked',
  'clickToOpen',
  'unsubscribed',
  'bounced',
];

type Around = {
  applicationUrl: string;
  stopUrl: string;
  /** By pressing a button, instead of on Monday. */
  askedNow: boolean;
};

/** What the weekly report says. */
export function reportText(report: WeekReport, { applicationUrl, stopUrl, askedNow }: Around): MailText {
  const [from, to] = [dayOf(report.from), dayOf(report.to)];
  return {
    subject: `Your week: ${from} to ${to}, ${plural(report.sent.campaignCount, 'campaign')} sent`,
    blocks: [
      { kind: 'heading', text: `Your week, ${from} to ${to}` },
      ...attentionBlocks(report, applicationUrl),
      ...campaignBlocks(report, applicationUrl),
      ...listBlocks(report),
      { kind: 'button', label: 'Open Dotbridge', href: `${applicationUrl}/` },
    ],
    foot: {
      text: `${askedNow ? 'You asked for this one on your account page.' : 'You get this on Mondays because you asked for it on your account page.'} Days are those of ${report.zone}; opens and clicks are those of people, without machines.`,
      link: { label: 'Stop the weekly report', href: stopUrl },
    },
  };
}

const dayOf = (day: string): string => formatDay(`${day}T12:00:00Z`, 'UTC', `${day}T12:00:00Z`);

function attentionBlocks({ lists }: WeekReport, applicationUrl: string): MailBlock[] {
  if (lists.attention === null || lists.attention.length === 0) return [];
  return [
    { kind: 'heading', text: 'Needs someone' },
    {
      kind: 'links',
      items: lists.attention.map(({ state, subject, message, href }) => ({
        label: `${state}: ${subject}`,
        hint: message,
        href: `${applicationUrl}${href}`,
      })),
    },
  ];
}

function campaignBlocks({ sent, before }: WeekReport, applicationUrl: string): MailBlock[] {
  const heading: MailBlock = { kind: 'heading', text: 'Email campaigns' };
  if (sent.campaignCount === 0)
    return [
      heading,
      {
        kind: 'text',
        text:
          before.campaignCount === 0
            ? 'None was sent this week or the week before.'
            : `None was sent this week, ${formatNumber(before.campaignCount)} the week before.`,
      },
    ];
  const [now, then] = [shownCounts(sent.counts, 'out'), shownCounts(before.counts, 'out')];
  const more = sent.campaignCount - sent.campaigns.length;
  return [
    heading,
    {
      kind: 'text',
      text: `${plural(sent.campaignCount, 'campaign')} sent, ${formatNumber(before.campaignCount)} the week before. Numbers go on growing for days.`,
    },
    {
      kind: 'table',
      head: ['In all', 'People', 'Rate', 'Against the week before'],
      rows: shownFigures.map((figure) => ({
        cells: [nameOf(figure), countText(figure, now), rateText(figure, now), changeText(figure, now, then)],
      })),
    },
    {
      kind: 'table',
      head: ['Campaign', 'Sent', 'Opened', 'Clicked', 'Unsubscribed'],
      rows: sent.campaigns.map((row) => campaignRow(row, applicationUrl)),
    },
    ...(more > 0
      ? [{ kind: 'text' as const, text: `And ${formatNumber(more)} more: ${applicationUrl}/email-campaigns` }]
      : []),
  ];
}

function campaignRow(row: EmailCampaignRow, applicationUrl: string): { cells: string[]; href: string } {
  const counts = shownCounts(row.counts, 'out');
  const rates = (['opened', 'clicked', 'unsubscribed'] as const).map((figure) => rateText(figure, counts));
  return {
    cells: [row.name, countText('recipients', counts), ...rates],
    href: `${applicationUrl}/email-campaigns/${row.id}`,
  };
}

/** Of whom a rate is told stands beside its name, since a mail has no tooltips. */
function nameOf(figure: Figure): string {
  const whole = wholeOf(figure);
  return whole ? `${definitions[figure].name}, of ${whole}` : definitions[figure].name;
}

function countText(figure: Figure, counts: ShownCounts): string {
  const count = countOf(figure, counts);
  return count === null ? '–' : formatNumber(count);
}

function rateText(figure: Figure, counts: ShownCounts): string {
  if (wholeOf(figure) === undefined) return '';
  const rate = rateOf(figure, counts);
  return rate === null ? '–' : formatPercent(rate, 1);
}

function changeText(figure: Figure, now: ShownCounts, then: ShownCounts): string {
  const change = changeAgainst(figure, now, then);
  if (!change) return '–';
  return rateOf(figure, now) === null ? change.text : `${change.text} points`;
}

function listBlocks({ lists, to }: WeekReport): MailBlock[] {
  const { moves, movesBefore, mailable, mailableBefore } = lists;
  const row = (name: 'joined' | 'left' | 'optedOut') => ({
    cells: [
      definitions[name].name,
      formatNumber(moves[name]),
      formatNumber(movesBefore[name]),
      formatChange(moves[name] - movesBefore[name]),
    ],
  });
  return [
    { kind: 'heading', text: 'Lists' },
    {
      kind: 'table',
      head: ['In all', 'This week', 'The week before', 'Change'],
      rows: [
        row('joined'),
        row('left'),
        row('optedOut'),
        ...(mailable === null
          ? []
          : [
              {
                cells: [
                  `${definitions.mailable.name}, as counted last up to ${formatExactDay(`${to}T12:00:00Z`)}`,
                  formatNumber(mailable),
                  mailableBefore === null ? '–' : formatNumber(mailableBefore),
                  mailableBefore === null ? '–' : formatChange(mailable - mailableBefore),
                ],
              },
            ]),
      ],
    },
  ];
}
