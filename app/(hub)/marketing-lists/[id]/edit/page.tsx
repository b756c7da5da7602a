import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { getMarketingList } from '@/lib/marketing-lists';
import { updateMarketingListAction } from '../../actions';
import { formOptions } from '../../_components/form-options';
import { ListForm } from '../../_components/list-form';

export const metadata: Metadata = { title: 'Edit Marketing List' };

export default async function EditMarketingListPage({ params }: PageProps<'/marketing-lists/[id]/edit'>) {
  const ctx = await requireContext('lists.write');
  const list = await orNotFound(getMarketingList(ctx, (await params).id));
  if (!list.canChange || list.archivedAt) notFound();
  const options = await formOptions(ctx, list.entity);
  const { id, name, version, description, entity, filter, owner, columns } = list;
  return (
    <ListForm
      {...options}
      title={`Edit ${name}`}
      list={{ id, name, version }}
      save={updateMarketingListAction}
      cancelHref={`/marketing-lists/${id}`}
      values={{
        name, description, entity, filter, ownerId: owner?.id ?? null, columns: columns.map((column) => column.name),
        type: list.type, ownerOnly: list.ownerOnly, folderId: list.folder?.id ?? null,
      }}
    />
  );
}
