import { AreaTimeChart } from '@/components/charts/area-time-chart';
import { LinkChoice } from '@/components/ui/link-choice';
import { opensAndClicksOverTime } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';
import type { CampaignAsk } from './campaign-ask';

const series = [
  { key: 'opens', label: 'opens' },
  { key: 'clicks', label: 'clicks' },
];

type Counts = { opens: number; clicks: number };
const nothingYet: Counts = { opens: 0, clicks: 0 };

function runningTotals(counts: readonly Counts[]): Counts[] {
  let sum = nothingYet;
  return counts.map(({ opens, clicks }) => (sum = { opens: sum.opens + opens, clicks: sum.clicks + clicks }));
}

export async function OverTimeCard({ ctx, id, ask }: { ctx: Context; id: string; ask: CampaignAsk }) {
  const { machines, isRunningTotal } = ask;
  const { per, timeZone, points } = await opensAndClicksOverTime(ctx, { id, machines, per: ask.per });
  const counts = points.map(({ opens, clicks }) => ({ opens, clicks }));
  const values = isRunningTotal ? runningTotals(counts) : counts;
  return (
    <AreaTimeChart
      title="Opens and clicks"
      every={per === 'day' || per === 'week' ? 'day' : 'hour'}
      zone={timeZone}
      note={`${isRunningTotal ? `running total per ${per}` : `per ${per}`}, ${timeZone}, machines ${machines === 'out' ? 'left out' : 'counted in'}`}
      series={series}
      points={packRows(points.map(({ at }, n) => ({ at, values: values[n] ?? nothingYet })))}
      choices={
        <>
          <LinkChoice
            label="Step"
            options={([undefined, 'hour', 'day'] as const).map((step) => ({
              label: step === undefined ? 'Auto' : step === 'hour' ? 'Hour' : 'Day',
              href: ask.hrefWith({ per: step ?? '' }),
              isChosen: step === ask.per,
            }))}
          />
          <LinkChoice
            label="Sum"
            options={[
              { label: 'Each', href: ask.hrefWith({ sum: '' }), isChosen: !isRunningTotal },
              { label: 'Running total', href: ask.hrefWith({ sum: 'running' }), isChosen: isRunningTotal },
            ]}
          />
        </>
      }
      empty="Nobody has opened it yet. Opens come in with the next import."
    />
  );
}
