import { knownPeopleGrid, listKnownPeople } from '@/lib/address-books';
import type { KnownPeople as Shown } from '@/lib/address-books/schemas';
import type { Context } from '@/lib/context';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { statusChoices } from '@/lib/standing';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { KnownPeopleTable } from './known-people-table';
import { MakeList } from './make-list';

type KnownPeopleProps = { ctx: Context; shown: Shown; name: string; search: SearchParams };

export async function KnownPeople({ ctx, shown, name, search }: KnownPeopleProps) {
  const query = parseTableQuery(search, knownPeopleGrid.table);
  const { rows, ...paging } = await listKnownPeople(ctx, shown, query);
  return (
    <>
      <OwnersNotice ctx={ctx} />
      <KnownPeopleTable
        shown={shown}
        rows={packRows(rows)}
        page={{ ...paging, pageIndex: query.cursor === null ? 0 : query.page - 1, pageSize: query.size }}
        statuses={[...statusChoices]}
        lacks={query.filters.flatMap(({ field, value }) =>
          field === 'lacks' ? [value].flat().map(String) : [],
        )}
        tools={
          shown.at === undefined &&
          may(ctx.actor, 'lists.write') && (
            <MakeList
              source={shown.kind === 'connected' ? { kind: shown.kind } : shown}
              total={paging.total}
              name={`${name}: people`}
              conditionHref={null}
            />
          )
        }
      />
    </>
  );
}
