import { z } from 'zod';
import { LinkChoice } from '@/components/ui/link-choice';
import { sinceSending } from '@/lib/campaigns';
import { comparedHours, type ComparedCampaign } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';
import type { CampaignAsk } from '../../[id]/_components/campaign-ask';
import { SinceSendingChart } from './since-sending-chart';

const Asked = z.object({
  hours: z.coerce.number().pipe(z.literal(comparedHours)).catch(72),
  of: z.enum(['opens', 'clicks']).catch('opens'),
  as: z.enum(['share', 'count']).catch('share'),
});

type SinceSendingCardProps = {
  ctx: Context;
  campaigns: ComparedCampaign[];
  ask: CampaignAsk;
  search: Record<string, string | string[] | undefined>;
};

const wordOf = (hours: number): string => (hours === 24 ? '1 day' : `${hours / 24} days`);

/** Opens or clicks since sending, of each campaign a line; as a share of those delivered, so that size does not matter. */
export async function SinceSendingCard({ ctx, campaigns, ask, search }: SinceSendingCardProps) {
  const { machines } = ask;
  const { hours, of, as } = Asked.parse(search);
  const told = await sinceSending(ctx, { ids: campaigns.map(({ id }) => id), hours, machines });
  const lines = campaigns.map(({ id, name, counts }) => {
    const values = told.series.find((one) => one.id === id)?.[of] ?? [];
    const scaled = (value: number | null): number | null => {
      if (value === null || as === 'count') return value;
      return counts.delivered === 0 ? null : Number(((value / counts.delivered) * 100).toFixed(2));
    };
    return { key: `c${id}`, label: name, values: values.map(scaled) };
  });
  return (
    <SinceSendingChart
      title={of === 'opens' ? 'Opens since sending' : 'Clicks since sending'}
      unit={as === 'share' ? `${of} per 100 delivered` : of}
      lines={lines.map(({ key, label }) => ({ key, label }))}
      points={packRows(
        told.hours.map((hour, n) => ({
          hour,
          values: Object.fromEntries(lines.map(({ key, values }) => [key, values[n] ?? null])),
        })),
      )}
      note={`${as === 'share' ? `${of} per 100 delivered` : of}, added up, machines ${machines === 'out' ? 'left out' : 'counted in'}`}
      choices={
        <>
          <LinkChoice
            label="What"
            options={(['opens', 'clicks'] as const).map((one) => ({
              label: one === 'opens' ? 'Opens' : 'Clicks',
              href: ask.hrefWith({ of: one === 'opens' ? '' : one }),
              isChosen: one === of,
            }))}
          />
          <LinkChoice
            label="How"
            options={(['share', 'count'] as const).map((one) => ({
              label: one === 'share' ? 'Per 100 delivered' : 'Count',
              href: ask.hrefWith({ as: one === 'share' ? '' : one }),
              isChosen: one === as,
            }))}
          />
          <LinkChoice
            label="How long"
            options={comparedHours.map((one) => ({
              label: wordOf(one),
              href: ask.hrefWith({ hours: one === 72 ? '' : String(one) }),
              isChosen: one === hours,
            }))}
          />
        </>
      }
    />
  );
}
