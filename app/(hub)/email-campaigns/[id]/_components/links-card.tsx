import { BarList } from '@/components/charts/bar-list';
import { Plural } from '@/components/ui/numbers';
import { linkTable } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { plural } from '@/lib/format';
import { linkLabels } from './link-labels';

export async function LinksCard({ ctx, id, machines }: { ctx: Context; id: string; machines: Machines }) {
  const { links, clickCount } = await linkTable(ctx, { id, machines });
  const labels = linkLabels(links.map(({ url }) => url));
  return (
    <BarList
      title="Links"
      right={
        clickCount === 0 ? undefined : (
          <span>
            share of <Plural count={clickCount} one="click" />
          </span>
        )
      }
      whole={clickCount}
      mono
      unit="clicks"
      bars={links.map(({ url, clicks, people }, n) => ({
        label: labels[n] ?? url,
        value: clicks,
        hint: plural(people, 'person', 'people'),
      }))}
      empty="Nobody has clicked a link yet."
    />
  );
}
