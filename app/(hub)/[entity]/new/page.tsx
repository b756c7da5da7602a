import type { Metadata } from 'next';
import { NewRecordForm } from '@/components/crm/record/record-form';
import { entityNouns } from '@/components/crm/words';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { getRecordCatalogue, listOwners } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { createRecordAction } from '../actions';
import { entityOf } from '../entity-of';

type Props = PageProps<'/[entity]/new'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Create ${entityLabels[entityOf(await params)].one}` };
}

export default async function NewRecordPage({ params }: Props) {
  const ctx = await requireContext('crm.write');
  const entity = entityOf(await params);
  const [owners, fields] = await Promise.all([listOwners(ctx), getRecordCatalogue(ctx, entity)]);
  const labels = entityLabels[entity];
  return (
    <>
      <PageHeader
        title={`Create ${labels.one}`}
        trail={[{ label: labels.many, href: labels.path }, { label: `Create ${labels.one}` }]}
        lede={`A ${entityNouns[entity].one} needs an e-mail address, a name or a phone number; everything else can follow.`}
      />
      <NewRecordForm
        entity={entity}
        fields={fields}
        owners={owners}
        ownerId={ctx.actor.kind === 'person' ? ctx.actor.userId : null}
        save={createRecordAction}
      />
    </>
  );
}
