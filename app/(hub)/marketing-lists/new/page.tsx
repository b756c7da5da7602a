import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { emptyFilter } from '@/lib/marketing-lists/schemas';
import { createMarketingListAction } from '../actions';
import { formOptions } from '../_components/form-options';
import { ListForm } from '../_components/list-form';

export const metadata: Metadata = { title: 'Create Marketing List' };

export default async function NewMarketingListPage() {
  const ctx = await requireContext();
  const options = await formOptions(ctx);
  return (
    <ListForm
      {...options}
      title="Create Marketing List"
      save={createMarketingListAction}
      cancelHref="/marketing-lists"
      values={{
        name: '', description: '', entity: 'contact', type: 'dynamic', columns: ['firstName', 'lastName', 'email', 'city'], filter: emptyFilter,
        ownerId: ctx.actor.kind === 'person' ? ctx.actor.userId : null,
      }}
    />
  );
}
