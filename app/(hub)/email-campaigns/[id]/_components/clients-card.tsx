import { BarList } from '@/components/charts/bar-list';
import { clientsAndDevices } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';

const words: Record<string, string> = {
  desktop: 'Desktop',
  mobile: 'Phone',
  tablet: 'Tablet',
  other: 'Other device',
  unknown: 'Not told',
};

export async function ClientsCards({ ctx, id, machines }: { ctx: Context; id: string; machines: Machines }) {
  const rows = await clientsAndDevices(ctx, { id, machines });
  const byClient = addUpBy(rows, ({ client }) => (client === 'unknown' ? 'Not told' : client));
  const byDevice = addUpBy(rows, ({ device }) => words[device] ?? device);
  return (
    <>
      <BarList
        title="Mail clients"
        right="share of opens"
        unit="opens"
        bars={byClient}
        note="As Dotdigital names them"
        empty="Nobody has opened it yet."
      />
      <BarList
        title="Devices"
        right="share of opens"
        unit="opens"
        bars={byDevice}
        note="Proxies and Outlook tell none"
        empty="Nobody has opened it yet."
      />
    </>
  );
}

function addUpBy<Row extends { opens: number }>(rows: readonly Row[], nameOf: (row: Row) => string) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(nameOf(row), (sums.get(nameOf(row)) ?? 0) + row.opens);
  return [...sums].map(([label, value]) => ({ label, value })).sort((a, b) => b.value - a.value);
}
