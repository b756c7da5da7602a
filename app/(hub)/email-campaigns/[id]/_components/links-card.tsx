import { BarList } from '@/components/charts/bar-list';
import { Plural } from '@/components/ui/numbers';
import { linkTable } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { linkLabels } from './link-labels';

export async function LinksCard({ ctx, id }: { ctx: Context; id: string }) {
  const { links, clickCount } = await linkTable(ctx, { id });
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
      bars={links.map(({ url, clicks }, n) => ({ label: labels[n] ?? url, value: clicks }))}
      empty="Nobody has clicked a link yet."
    />
  );
}
