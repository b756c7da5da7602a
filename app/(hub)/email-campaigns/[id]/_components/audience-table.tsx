import { cn } from '@/components/ui/cn';
import { Defined } from '@/components/ui/count';
import { CountLink } from '@/components/ui/count-link';
import { Num, Percent } from '@/components/ui/numbers';
import { Truncate } from '@/components/ui/truncate';
import { countOf, rateOf, type Audience, type Figure, type RecipientResult } from '@/lib/campaigns/schemas';
import { definitions } from '@/lib/definitions';
import { partAsked, partName } from './part-name';
import type { PeopleOf } from './people-of';

const columns: readonly (readonly [figure: Figure, people?: RecipientResult])[] = [
  ['recipients'],
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['clickToOpen', 'clicked'],
  ['unsubscribed', 'unsubscribed'],
];

/** On a phone those that the card is asked for. */
const onPhones: ReadonlySet<Figure> = new Set(['recipients', 'opened', 'clicked']);
const widthOf = (figure: Figure): string => (onPhones.has(figure) ? 'max-sm:px-2' : 'max-sm:hidden');

const head = 'h-8 border-b bg-sunken px-4 font-medium';
const cell = 'border-b px-4 py-1.5 align-top';
/** So much that the button behind a number stays inside. */
const last = 'sm:last:pr-6';

/** The figures of each part, every number the door to its people. */
export function AudienceTable({ audience, people }: { audience: Audience; people: PeopleOf }) {
  const label = `Audience by ${audience.label.toLowerCase()}`;
  return (
    <div
      className="mt-2.5 overflow-x-auto overflow-y-hidden border-t"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table aria-label={label} className="w-full border-separate border-spacing-0">
        <thead>
          <tr className="text-sm text-ink-3">
            <th scope="col" className={cn(head, 'text-left')}>
              {audience.label}
            </th>
            {columns.map(([figure]) => (
              <th
                key={figure}
                scope="col"
                className={cn(head, 'text-right whitespace-nowrap', widthOf(figure), last)}
              >
                <Defined by={figure}>{definitions[figure].name}</Defined>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {audience.parts.map((part) => {
            const name = partName(part, audience);
            const asked = partAsked(part, audience);
            return (
              <tr key={`${part.kind}${part.key ?? ''}`} className="[&:last-child>*]:border-b-0">
                <th
                  scope="row"
                  className={cn(
                    cell,
                    'max-w-[220px] text-left font-normal max-sm:max-w-[110px] max-sm:pr-2',
                    part.kind !== 'value' && 'text-ink-3',
                  )}
                >
                  <Truncate>{name}</Truncate>
                </th>
                {columns.map(([figure, result]) => {
                  const who = { part: asked, ...(result === undefined ? {} : { result: [result] }) };
                  const count = countOf(figure, part.counts) ?? 0;
                  const rate = rateOf(figure, part.counts);
                  const isRate = figure === 'clickToOpen';
                  return (
                    <td
                      key={figure}
                      className={cn(cell, 'figures text-right whitespace-nowrap', widthOf(figure), last)}
                    >
                      {!isRate && (
                        <span className="people-of">
                          <CountLink href={people.hrefOf(who)}>
                            <Num value={count} />
                          </CountLink>
                          {people.listOf(who, count, `${name}${result === undefined ? '' : `, ${result}`}`)}
                        </span>
                      )}
                      {figure !== 'recipients' && (
                        <span className={cn('block', !isRate && 'text-sm text-ink-3')}>
                          {rate === null ? '–' : <Percent part={rate} whole={1} />}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
