import { HourMap } from '@/components/charts/hour-map';
import { bestHours } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';

export async function HoursCard({ ctx, id, machines }: { ctx: Context; id: string; machines: Machines }) {
  const { timeZone, hours } = await bestHours(ctx, { id, machines });
  return (
    <HourMap
      title="Best hours"
      unit="open"
      note={`opens by hour of the week, ${timeZone}`}
      hours={hours.map(({ weekday, hour, opens }) => ({ weekday, hour, value: opens }))}
      empty="Nobody has opened it yet."
    />
  );
}
