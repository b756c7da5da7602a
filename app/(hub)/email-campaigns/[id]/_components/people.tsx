import { listFilterOf, listRecipients, recipientGrid } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { packRows } from '@/lib/packed-rows';
import type { Machines } from '@/lib/campaigns/schemas';
import { may } from '@/lib/permissions';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { PeopleTable } from './people-table';

type PeopleProps = { ctx: Context; id: string; name: string; search: SearchParams; machines: Machines };

export async function People({ ctx, id, name, search, machines }: PeopleProps) {
  const query = parseTableQuery(search, recipientGrid.table);
  const { rows, total, of } = await listRecipients(ctx, id, query, machines);
  return (
    <PeopleTable
      id={id}
      name={name}
      rows={packRows(rows)}
      page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
      all={of}
      machines={machines}
      listFilter={listFilterOf(id, query.filters, query.q, machines)}
      mayMakeList={may(ctx.actor, 'lists.write')}
    />
  );
}
