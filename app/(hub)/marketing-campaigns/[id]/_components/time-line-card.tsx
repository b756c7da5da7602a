import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { marketingTimeline } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';
import { Sends } from './sends';

const series = [
  { key: 'opens', label: 'opens' },
  { key: 'clicks', label: 'clicks' },
];

type TimeLineCardProps = { ctx: Context; id: string; machines: Machines };

/** Opens and clicks per day over all email campaigns, and above them when each was sent, on the same line of time. */
export async function TimeLineCard({ ctx, id, machines }: TimeLineCardProps) {
  const { per, timeZone, points, sends } = await marketingTimeline(ctx, { id, machines });
  return (
    <AreaTimeChart
      title="Time line"
      every="day"
      zone={timeZone}
      note={`opens and clicks per ${per}, ${timeZone}, machines ${machines === 'out' ? 'left out' : 'counted in'}`}
      series={series}
      points={packRows(points.map(({ at, opens, clicks }) => ({ at, values: { opens, clicks } })))}
      choices={
        sends.length > 0 && points.length > 0 ? (
          <Sends sends={sends} from={points[0]?.at ?? ''} to={points.at(-1)?.at ?? ''} timeZone={timeZone} />
        ) : undefined
      }
      empty="Nobody has opened one of them yet. Opens come in with the next import."
    />
  );
}
