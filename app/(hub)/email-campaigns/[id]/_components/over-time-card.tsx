import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { opensAndClicksOverTime } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';

const series = [
  { key: 'opens', label: 'opens' },
  { key: 'clicks', label: 'clicks' },
];

export async function OverTimeCard({ ctx, id }: { ctx: Context; id: string }) {
  const { per, timeZone, points } = await opensAndClicksOverTime(ctx, { id });
  return (
    <AreaTimeChart
      title="Opens and clicks"
      every={per === 'day' ? 'day' : 'hour'}
      zone={timeZone}
      note={`per ${per}, ${timeZone}`}
      series={series}
      points={packRows(points.map(({ at, opens, clicks }) => ({ at, values: { opens, clicks } })))}
      empty="Nobody has opened it yet. Opens come in with the next import."
    />
  );
}
