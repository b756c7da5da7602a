import type { Metadata } from 'next';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { updateMarketingListAction } from '../../actions';
import { formOptions } from '../../_components/form-options';
import { ListForm } from '../../_components/list-form';
import { changeableList } from './changeable-list';

export const metadata: Metadata = { title: 'Edit Marketing List' };

export default async function EditMarketingListPage({ params }: PageProps<'/marketing-lists/[id]/edit'>) {
  const { ctx, subject: list } = await changeableList.read(params);
  const options = await formOptions(ctx, list.entity, list.id);
  const { id, name, version, description, entity, filter, owner, columns } = list;
  return (
    <ListForm
      {...options}
      sight={<OwnersNotice ctx={ctx}>Counts tell of everybody, examples of those alone.</OwnersNotice>}
      title={`Edit ${name}`}
      list={{ id, name, version }}
      save={updateMarketingListAction}
      cancelHref={`/marketing-lists/${id}`}
      values={{
        name,
        description,
        entity,
        filter,
        ownerId: owner?.id ?? null,
        columns: columns.map((column) => column.name),
        type: list.type,
        ownerOnly: list.ownerOnly,
        folderId: list.folder?.id ?? null,
        timeZone: list.timeZoneSource.kind === 'list' ? list.timeZone : null,
      }}
    />
  );
}
