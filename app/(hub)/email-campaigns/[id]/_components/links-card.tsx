import { BarList } from '@/components/charts/bar-list';
import { CountLink } from '@/components/ui/count-link';
import { Plural } from '@/components/ui/numbers';
import { linkTable } from '@/lib/campaigns';
import type { Machines } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { linkLabels } from './link-labels';
import type { PeopleOf } from './people-of';

type LinksCardProps = { ctx: Context; id: string; machines: Machines; people: PeopleOf };

export async function LinksCard({ ctx, id, machines, people: { hrefOf, listOf } }: LinksCardProps) {
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
        below: (
          <span className="people-of">
            <CountLink href={hrefOf({ link: [url] })}>
              <Plural count={people} one="person" many="people" />
            </CountLink>
            {listOf({ link: [url] }, people, `clicked ${labels[n] ?? url}`)}
          </span>
        ),
      }))}
      empty="Nobody has clicked a link yet."
    />
  );
}
