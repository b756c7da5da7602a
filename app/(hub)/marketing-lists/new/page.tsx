import type { Metadata } from 'next';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { requireContext } from '@/app/_server/require-context';
import { defaultColumns } from '@/lib/marketing-lists/schemas';
import { createMarketingListAction } from '../actions';
import { formOptions } from '../_components/form-options';
import { ListForm } from '../_components/list-form';
import { readPrefill } from './read-prefill';

export const metadata: Metadata = { title: 'Create Marketing List' };

export default async function NewMarketingListPage({ searchParams }: PageProps<'/marketing-lists/new'>) {
  const ctx = await requireContext('lists.write');
  const { name, entity, type, filter } = readPrefill(await searchParams);
  const options = await formOptions(ctx, entity);
  return (
    <ListForm
      {...options}
      sight={<OwnersNotice ctx={ctx}>Counts tell of everybody, examples of those alone.</OwnersNotice>}
      title="Create Marketing List"
      save={createMarketingListAction}
      cancelHref="/marketing-lists"
      values={{
        name,
        description: '',
        entity,
        type,
        columns: [...defaultColumns],
        filter,
        ownerOnly: false,
        folderId: null,
        timeZone: null,
        ownerId: ctx.actor.kind === 'person' ? ctx.actor.userId : null,
      }}
    />
  );
}
