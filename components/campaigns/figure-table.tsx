import type { ReactNode } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Defined } from '@/components/ui/count';
import { CountLink } from '@/components/ui/count-link';
import { Num, Percent } from '@/components/ui/numbers';
import {
  changeAgainst,
  changeAgainstMedian,
  countOf,
  rateOf,
  type Figure,
  type FigureChange,
  type RecipientResult,
  type ShownCounts,
} from '@/lib/campaigns/schemas';
import { definitions, wholeOf } from '@/lib/definitions';

type FigureTableProps = {
  counts: ShownCounts;
  previous: ShownCounts | null;
  before: readonly ShownCounts[];
  hrefOf?: (result?: RecipientResult) => string | undefined;
  /** What makes a list of so many of them. */
  listOf?: (count: number, result?: RecipientResult) => ReactNode;
};

/** `all`: the people of a figure are everyone it was sent to. */
const rows: readonly (readonly [figure: Figure, people?: RecipientResult | 'all'])[] = [
  ['recipients', 'all'],
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['opens'],
  ['clicked', 'clicked'],
  ['clicks'],
  ['clickToOpen', 'clicked'],
  ['repliers', 'replied'],
  ['forwards'],
  ['pageViews'],
  ['unsubscribed', 'unsubscribed'],
  ['complained'],
  ['softBounced', 'soft_bounced'],
  ['hardBounced', 'hard_bounced'],
  ['conversion', 'ordered'],
  ['machineOpens'],
  ['machineClicks'],
];

const cell = 'figures border-b px-4 text-right whitespace-nowrap max-sm:px-2.5';

/**
 * Every figure of a campaign: count, rate, and how far it is from the campaign before and from what the account usually has,
 * where there is one. On a phone the rate stands below its count.
 */
export function FigureTable({ counts, previous, before, hrefOf, listOf }: FigureTableProps) {
  const isCompared = { before: previous !== null, median: before.length > 0 };
  const heads = [
    'Figure',
    'Count',
    'Rate',
    ...(isCompared.before ? ['Campaign before'] : []),
    ...(isCompared.median ? ['Median'] : []),
  ];
  return (
    <Card aria-label="All figures" className="flex flex-col">
      <CardHeader
        title="All figures"
        right={heads.length > 3 ? 'rates from counts; changes of rates in points' : 'rates from counts'}
      />
      <div
        className="mt-2.5 overflow-x-auto overflow-y-hidden border-t"
        tabIndex={0}
        role="region"
        aria-label="All figures, a table"
      >
        <table className="w-full border-separate border-spacing-0">
          <thead>
            <tr>
              {heads.map((head, n) => (
                <th
                  key={head}
                  scope="col"
                  className={cn(
                    'h-8 border-b bg-sunken px-4 text-sm font-medium text-ink-3 max-sm:px-2.5 sm:whitespace-nowrap',
                    n === 0 ? 'text-left max-sm:pl-4' : 'text-right',
                    head === 'Count' && 'max-sm:pr-6',
                    head === 'Rate' && 'max-sm:hidden',
                  )}
                >
                  {head === 'Median' ? <Defined by="median">{head}</Defined> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([figure, people]) => {
              const count = countOf(figure, counts);
              const rate = rateOf(figure, counts);
              const result = people === 'all' ? undefined : people;
              const share =
                wholeOf(figure) === undefined ? null : rate === null ? (
                  '–'
                ) : (
                  <Percent part={rate} whole={1} />
                );
              return (
                <tr key={figure} className="[&:last-child>*]:border-b-0">
                  <th
                    scope="row"
                    className="h-8 border-b px-4 text-left font-normal max-sm:py-1.5 sm:whitespace-nowrap"
                  >
                    <Defined by={figure}>{definitions[figure].name}</Defined>
                  </th>
                  <td className={cn(cell, 'max-sm:py-1.5 max-sm:pr-6')}>
                    {count === null ? (
                      '–'
                    ) : (
                      <span className="people-of">
                        <CountLink href={people && hrefOf?.(result)}>
                          <Num value={count} />
                        </CountLink>
                        {people && listOf?.(count, result)}
                      </span>
                    )}
                    {share !== null && <span className="block text-sm text-ink-3 sm:hidden">{share}</span>}
                  </td>
                  <td className={cn(cell, 'max-sm:hidden')}>{share}</td>
                  {isCompared.before && <ChangeCell change={changeAgainst(figure, counts, previous)} />}
                  {isCompared.median && <ChangeCell change={changeAgainstMedian(figure, counts, before)} />}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function ChangeCell({ change }: { change: FigureChange | undefined }) {
  const good = change?.good ?? null;
  return (
    <td className={cn(cell, good === null ? 'text-ink-3' : good ? 'text-good' : 'text-bad')}>
      {change?.text}
    </td>
  );
}
