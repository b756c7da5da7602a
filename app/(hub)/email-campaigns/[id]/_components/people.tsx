import { newListHref } from '@/components/marketing-lists/new-list-href';
import { linkTable, listFilterOf, listRecipients, recipientGrid, type FoundSplit } from '@/lib/campaigns';
import type { RecipientAsk } from '@/lib/campaigns/schemas';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';
import { MaskedNotice } from '@/app/_server/masked-notice';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { linkLabels } from './link-labels';
import { partOptions } from './part-options';
import { PeopleTable } from './people-table';

type PeopleProps = {
  ctx: Context;
  campaign: { id: string; name: string };
  search: SearchParams;
  ask: RecipientAsk;
  split: FoundSplit | null;
};

export async function People({ ctx, campaign, search, ask, split }: PeopleProps) {
  const { id, name } = campaign;
  const { machines } = ask;
  const query = parseTableQuery(search, recipientGrid.table);
  const [{ rows, total, of }, { links }] = await Promise.all([
    listRecipients(ctx, id, query, ask),
    linkTable(ctx, { id, machines }),
  ]);
  const filter = listFilterOf(id, query, { machines, split });
  const words = linkLabels(links.map(({ url }) => url));
  const part = query.filters.find(({ field }) => field === 'part');
  return (
    <>
      <MaskedNotice ctx={ctx} />
      <OwnersNotice ctx={ctx}>Counts tell of everybody.</OwnersNotice>
      <PeopleTable
        id={id}
        name={name}
        rows={packRows(rows)}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        all={of}
        ask={ask}
        links={links.slice(0, maxLinks).map(({ url }, n) => ({ value: url, label: words[n] ?? url }))}
        part={split && { label: split.label, options: await partOptions(ctx, split, part) }}
        condition={
          filter && newListHref({ name: `${name}: people`, entity: split?.entity ?? 'contact', filter })
        }
        entity={part && split ? split.entity : undefined}
        mayMakeList={may(ctx.actor, 'lists.write')}
      />
    </>
  );
}

/** As many as a filter offers. */
const maxLinks = 100;
