import { RecordsTable } from '@/components/crm/records-table';
import { LinkButton } from '@/components/ui/button';
import { CountedNum } from '@/components/crm/counted';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { countRecords, listRecords } from '@/lib/crm';
import { type CrmEntity, entityLabels, recordTableOptions } from '@/lib/crm/schemas';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { deleteRecordAction } from './actions';

type RecordsPageProps = { entity: CrmEntity; searchParams: Promise<SearchParams> };

export async function RecordsPage({ entity, searchParams }: RecordsPageProps) {
  const ctx = await requireContext('crm.read');
  const query = parseTableQuery(await searchParams, recordTableOptions);
  const [{ rows, total, page }, counts] = await Promise.all([listRecords(ctx, { entity, query }), countRecords(ctx, entity)]);
  const labels = entityLabels[entity];
  return (
    <>
      <PageHeader
        title={labels.many}
        trail={[{ label: labels.many }]}
        lede={
          <>
            <CountedNum value={counts.total} /> {counts.total.value === 1 ? 'person' : 'people'}, <CountedNum value={counts.withoutEmail} /> without an
            e-mail address, <CountedNum value={counts.optedOut} /> opted out of mail.
          </>
        }
        actions={
          <>
            <LinkButton href={`/imports/new?entity=${entity}`}>Import CSV</LinkButton>
            <LinkButton variant="primary" href={`${labels.path}/new`} hotkey="c">
              Create {labels.one}
            </LinkButton>
          </>
        }
      />
      <RecordsTable
        entity={entity}
        rows={rows}
        page={{
          ...page,
          total: total.value,
          totalIsEstimate: total.kind === 'about',
          totalIsAtLeast: total.kind === 'over',
          pageIndex: query.cursor === null ? 0 : query.page - 1,
          pageSize: query.size,
        }}
        total={counts.total}
        deleteAction={deleteRecordAction}
      />
    </>
  );
}
