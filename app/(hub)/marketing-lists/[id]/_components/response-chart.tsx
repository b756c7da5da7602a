'use client';

import type { ReactNode } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { describeSeries } from '@/components/charts/describe-series';
import { TimePlot } from '@/components/charts/time-plot';
import { useRows } from '@/components/ui/data-table';
import { useViewer } from '@/components/ui/viewer';
import { definitions } from '@/lib/definitions';
import type { PackedRows } from '@/lib/packed-rows';

export type CampaignResponse = {
  id: string;
  name: string;
  sentAt: string;
  sent: number;
  opened: number | null;
  clickToOpen: number | null;
  unsubscribed: number;
};

const rates = [
  { key: 'opened', label: 'open rate' },
  { key: 'clickToOpen', label: definitions.clickToOpen.name.toLowerCase() },
];
const gone = [
  { key: 'unsubscribed', label: definitions.unsubscribed.name.toLowerCase(), color: 'c3' as const },
];

type ResponseChartProps = {
  title: string;
  shows: 'rates' | 'unsubscribed';
  campaigns: PackedRows<CampaignResponse>;
  right?: string;
  partial?: ReactNode;
  note?: string;
  empty: string;
};

/** A point is a campaign; the table has all that is known of how these people took it, and leads to its page. */
export function ResponseChart({
  title,
  shows,
  campaigns: packed,
  right,
  partial,
  note,
  empty,
}: ResponseChartProps) {
  const { locale, zone } = useViewer();
  const campaigns = useRows(packed);
  const series = shows === 'rates' ? rates : gone;
  const unit = shows === 'rates' ? 'share' : 'count';
  const points = campaigns.map(({ id, name, sentAt, opened, clickToOpen, unsubscribed }) => ({
    at: sentAt,
    name,
    href: `/email-campaigns/${id}`,
    values: { opened, clickToOpen, unsubscribed },
  }));
  return (
    <ChartFrame
      title={title}
      summary={describeSeries({ series, points, every: 'day', unit, locale, zone })}
      series={series}
      table={{
        columns: [
          { label: 'Campaign' },
          { label: 'Sent at', kind: 'moment' },
          { label: definitions.listSent.name, kind: 'number' },
          { label: 'Open rate', kind: 'share' },
          { label: definitions.clickToOpen.name, kind: 'share' },
          { label: definitions.unsubscribed.name, kind: 'number' },
        ],
        rows: campaigns.map(({ id, name, sentAt, sent, opened, clickToOpen, unsubscribed }) => ({
          cells: [name, sentAt, sent, opened, clickToOpen, unsubscribed],
          href: `/email-campaigns/${id}`,
        })),
      }}
      empty={campaigns.length === 0 ? empty : undefined}
      right={right}
      note={note}
      partial={partial}
      height={150}
      className="px-2.5 py-2"
    >
      <TimePlot label={title} series={series} points={points} every="day" unit={unit} straight zone={zone} />
    </ChartFrame>
  );
}
