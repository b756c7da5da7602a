import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { RecordsTable } from '@/components/crm/records-table';
import { LinkButton } from '@/components/ui/button';
import { CountedNum } from '@/components/crm/counted';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { MaskedNotice } from '@/app/_server/masked-notice';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { requireContext } from '@/app/_server/require-context';
import { countRecords, listOwners, listRecords, nameTags, readGrid } from '@/lib/crm';
import { entityLabels, recordGrids } from '@/lib/crm/schemas';
import { agree, listSome } from '@/lib/format';
import { packRows } from '@/lib/packed-rows';
import { may } from '@/lib/permissions';
import { listViews } from '@/lib/users';
import {
  deleteViewAction,
  renameViewAction,
  replaceViewAction,
  saveViewAction,
  setDefaultViewAction,
} from '../../_views/actions';
import { deleteRecordAction } from '../actions';
import {
  addChosenToListAction,
  bulkDeleteAction,
  bulkOwnerAction,
  bulkTagsAction,
  undoBulkAction,
} from '../bulk-actions';
import { entityOf } from '../entity-of';

type Props = PageProps<'/[entity]'>;

const viewActions = {
  save: saveViewAction,
  rename: renameViewAction,
  replace: replaceViewAction,
  makeDefault: setDefaultViewAction,
  remove: deleteViewAction,
};
const bulkActions = {
  tags: bulkTagsAction,
  owner: bulkOwnerAction,
  list: addChosenToListAction,
  remove: bulkDeleteAction,
  undo: undoBulkAction,
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: entityLabels[entityOf(await params)].many };
}

export default async function RecordsPage({ params, searchParams }: Props) {
  const ctx = await requireContext('crm.read');
  const [entity, search] = [entityOf(await params), await searchParams];
  const labels = entityLabels[entity];
  const [views, { query, lost, ...grid }] = await Promise.all([
    listViews(ctx, recordGrids[entity]),
    readGrid(ctx, { entity, params: search }),
  ]);
  const first = views.find(({ isDefault }) => isDefault);
  if (first && Object.keys(search).length === 0)
    redirect(`${labels.path}?${first.query}${first.query ? '&' : ''}view=${first.id}`);
  const filteredTags = query.filters.flatMap((filter) =>
    filter.field === 'tag' && filter.type === 'choice' ? filter.value : [],
  );
  const [{ rows, total, page }, counts, owners, tags] = await Promise.all([
    listRecords(ctx, { entity, query, more: grid.asked }),
    countRecords(ctx, entity),
    listOwners(ctx),
    nameTags(ctx, filteredTags),
  ]);
  return (
    <>
      <PageHeader
        title={labels.many}
        trail={[{ label: labels.many }]}
        lede={
          counts.total.value === 0 ? (
            `No ${labels.many.toLowerCase()} are here yet.`
          ) : (
            <>
              <CountedNum value={counts.total} /> {agree(counts.total.value, 'person', 'people')},{' '}
              <CountedNum value={counts.withoutEmail} /> without an e-mail address,{' '}
              <CountedNum value={counts.optedOut} /> opted out of mail.
            </>
          )
        }
        actions={
          <>
            {may(ctx.actor, 'crm.import') && (
              <LinkButton href={`/imports/new?entity=${entity}`}>Import CSV</LinkButton>
            )}
            {may(ctx.actor, 'crm.write') && (
              <LinkButton variant="primary" href={`${labels.path}/new`} hotkey="c">
                Create {labels.one}
              </LinkButton>
            )}
          </>
        }
      />
      <MaskedNotice ctx={ctx} />
      <OwnersNotice ctx={ctx} />
      {lost.length > 0 && (
        <Notice
          tone="warn"
          className="mb-4"
          title={agree(lost.length, 'A filter was left out.', `${lost.length} filters were left out.`)}
        >
          This address asks for {listSome(lost, 3)}, which is not there any more or can’t be read. The grid
          shows more people than it was meant to.
        </Notice>
      )}
      <RecordsTable
        entity={entity}
        rows={packRows(rows)}
        page={{
          ...page,
          total: total.value,
          totalIsEstimate: total.kind === 'about',
          totalIsAtLeast: total.kind === 'over',
          pageIndex: query.cursor === null ? 0 : query.page - 1,
          pageSize: query.size,
        }}
        found={total}
        total={counts.total}
        fields={packRows(
          grid.fields.map(
            ({ name, label, type, group, definition, choices, currencyField, leftOutField }) => ({
              name,
              label,
              type,
              group,
              definition,
              choices,
              currencyField,
              leftOutField,
            }),
          ),
        )}
        shown={grid.first}
        zone={grid.zone}
        owners={owners}
        tags={tags}
        canChange={may(ctx.actor, 'crm.write')}
        views={views}
        viewActions={viewActions}
        bulkActions={bulkActions}
        deleteAction={deleteRecordAction}
      />
    </>
  );
}
