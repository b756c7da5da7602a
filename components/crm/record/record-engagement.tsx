import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { Card, CardHeader } from '@/components/ui/card';
import { Defined } from '@/components/ui/count';
import { Num, Percent, Plural } from '@/components/ui/numbers';
import { Tiles } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { rateOf, shownCounts, type PersonEngagement } from '@/lib/campaigns/schemas';
import { definitions } from '@/lib/definitions';
import { packRows } from '@/lib/packed-rows';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const series = [
  { key: 'received', label: definitions.mailsReceived.name.toLowerCase() },
  { key: 'opened', label: definitions.mailsOpened.name.toLowerCase() },
  { key: 'clicked', label: definitions.mailsClicked.name.toLowerCase() },
];

/** What a person does with what they are sent, over time. What machines did in their name is told apart. */
export function RecordEngagement({ engagement }: { engagement: PersonEngagement }) {
  const { counts, months, bestHour, lastOpenedAt, lastClickedAt } = engagement;
  const shown = shownCounts(counts, 'out');
  const opened = rateOf('mailsOpened', shown);
  const clicked = rateOf('mailsClicked', shown);
  return (
    <Card aria-label="Response to campaigns">
      <CardHeader title="Response to campaigns" />
      <Tiles
        bare
        className="mt-2 border-y"
        items={[
          {
            value: <Num value={shown.delivered} />,
            label: <Defined by="mailsReceived">{definitions.mailsReceived.name}</Defined>,
          },
          {
            value: <Num value={shown.openers} />,
            label: (
              <>
                <Defined by="mailsOpened">{definitions.mailsOpened.name}</Defined>
                {opened !== null && (
                  <>
                    , <Percent part={opened} whole={1} />
                  </>
                )}
              </>
            ),
          },
          {
            value: <Num value={shown.clickers} />,
            label: (
              <>
                <Defined by="mailsClicked">{definitions.mailsClicked.name}</Defined>
                {clicked !== null && (
                  <>
                    , <Percent part={clicked} whole={1} />
                  </>
                )}
              </>
            ),
          },
          { value: <Time at={lastOpenedAt} as="day" none="never" />, label: 'last opened' },
          { value: <Time at={lastClickedAt} as="day" none="never" />, label: 'last clicked' },
          ...(bestHour === null
            ? []
            : [
                {
                  value: `${weekdays[bestHour.weekday - 1]} ${String(bestHour.hour).padStart(2, '0')}:00`,
                  label: (
                    <>
                      opens most, <Plural count={bestHour.opens} one="open" />
                    </>
                  ),
                },
              ]),
        ]}
      />
      <AreaTimeChart
        bare
        title="Campaigns by month"
        every="month"
        straight
        height={170}
        zone="UTC"
        series={series}
        points={packRows(
          months.map((one) => {
            const { delivered, openers, clickers } = shownCounts(one.counts, 'out');
            return {
              at: `${one.month}-15T12:00:00Z`,
              values: { received: delivered, opened: openers, clicked: clickers },
            };
          }),
        )}
        note={
          shown.machineOpens + shown.machineClicks === 0 ? (
            'by the month of sending'
          ) : (
            <>
              by the month of sending; <Plural count={shown.machineOpens} one="open" /> and{' '}
              <Plural count={shown.machineClicks} one="click" /> of machines are left out
            </>
          )
        }
        empty="Every campaign to this address bounced."
      />
    </Card>
  );
}
