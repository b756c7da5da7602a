import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { Time } from '@/components/ui/time';
import { packRows } from '@/lib/packed-rows';
import type { Changes, DayCounts } from '@/lib/dashboard/schemas';

/** Noon, so that the day is the same in every zone that people live in. */
const noon = ({ day }: DayCounts): string => `${day}T12:00:00Z`;

export function MailableChart({ changes: { days, countedAt } }: { changes: Changes }) {
  const counted = days.slice(
    Math.max(
      0,
      days.findIndex(({ mailable }) => mailable !== null),
    ),
  );
  const [first] = counted;
  return (
    <AreaTimeChart
      title="People who can be mailed"
      right="60 days"
      partial={
        first !== undefined &&
        counted.length < days.length && (
          <>
            Counted since <Time at={noon(first)} as="day" />; what was before isn’t known.
          </>
        )
      }
      series={[{ key: 'mailable', label: 'can be mailed' }]}
      points={packRows(counted.map((one) => ({ at: noon(one), values: { mailable: one.mailable } })))}
      every="day"
      straight
      note={
        <>
          the last count of each day; counted <Time at={countedAt} />
        </>
      }
      empty="Nobody can be mailed yet."
    />
  );
}

export function MovesChart({ changes: { days } }: { changes: Changes }) {
  return (
    <AreaTimeChart
      title="Joined, left and opted out"
      series={[
        { key: 'joined', label: 'joined' },
        { key: 'left', label: 'left' },
        { key: 'optedOut', label: 'opted out' },
      ]}
      points={packRows(
        days.map((one) => ({
          at: noon(one),
          values: { joined: one.joined, left: one.left, optedOut: one.optedOut },
        })),
      )}
      every="day"
      straight
      height={190}
      note="per day, 60 days, all lists"
      empty="Nobody joined, left or opted out in these 60 days."
    />
  );
}
