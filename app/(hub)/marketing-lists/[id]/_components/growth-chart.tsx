import { AreaTimeChart } from '@/components/charts/area-time-chart';
import type { Context } from '@/lib/context';
import { listGrowth } from '@/lib/marketing-lists';

export async function GrowthChart({ ctx, listId }: { ctx: Context; listId: string }) {
  const days = await listGrowth(ctx, listId);
  return (
    <AreaTimeChart
      title="Joined and left"
      series={[{ key: 'joined', label: 'joined' }, { key: 'left', label: 'left' }]}
      points={days.map(({ day, joined, left }) => ({ at: `${day}T12:00:00Z`, values: { joined, left } }))}
      every="day"
      straight
      height={190}
      note="per day, 30 days"
      empty="Nobody has joined or left in these 30 days."
    />
  );
}
