import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Defined } from '@/components/ui/count';
import { Num, Percent } from '@/components/ui/numbers';
import { comparedFigures, countOf, rateOf, type Figure, type ShownCounts } from '@/lib/campaigns/schemas';
import { definitions, wholeOf } from '@/lib/definitions';

type FiguresOfBothProps = { summed: ShownCounts; people: ShownCounts | null };

/** Orders are told of one email campaign: what someone ordered after two of them would count twice. */
const shown = comparedFigures.filter((figure) => figure !== 'conversion');
/** Of these there are people, not only events. */
const ofPeople = new Set<Figure>([
  'recipients',
  'delivered',
  'opened',
  'clicked',
  'clickToOpen',
  'repliers',
  'unsubscribed',
  'bounced',
  'softBounced',
  'hardBounced',
]);
const heads = ['Figure', 'Added up', 'Rate', 'People, each once', 'Rate of people'] as const;
const headDefinition = { 'Added up': 'summedUp', 'People, each once': 'peopleEach' } as const;

/** Every figure twice: added up over the email campaigns, and of people who count once however many they got. */
export function FiguresOfBoth({ summed, people }: FiguresOfBothProps) {
  return (
    <Card aria-label="All figures" className="flex flex-col">
      <CardHeader title="All figures" right="rates from counts" />
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
                    'h-8 border-b bg-sunken px-4 text-sm font-medium whitespace-nowrap text-ink-3',
                    n === 0 ? 'text-left' : 'text-right',
                  )}
                >
                  {head in headDefinition ? (
                    <Defined by={headDefinition[head as keyof typeof headDefinition]}>{head}</Defined>
                  ) : (
                    head
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((figure) => (
              <tr key={figure} className="[&:last-child>*]:border-b-0">
                <th scope="row" className="h-8 border-b px-4 text-left font-normal whitespace-nowrap">
                  <Defined by={figure}>{definitions[figure].name}</Defined>
                </th>
                <Cells figure={figure} counts={summed} />
                {ofPeople.has(figure) ? (
                  <Cells figure={figure} counts={people} />
                ) : (
                  <td colSpan={2} className="border-b" />
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Cells({ figure, counts }: { figure: Figure; counts: ShownCounts | null }) {
  const count = counts && countOf(figure, counts);
  const rate = counts && rateOf(figure, counts);
  return (
    <>
      <td className="figures border-b px-4 text-right">{count === null ? '–' : <Num value={count} />}</td>
      <td className="figures border-b px-4 text-right whitespace-nowrap">
        {wholeOf(figure) === undefined ? null : rate === null ? '–' : <Percent part={rate} whole={1} />}
      </td>
    </>
  );
}
