import { EditRecordForm, NewRecordForm } from '@/components/crm/record/record-form';
import { entityNouns } from '@/components/crm/words';
import { PageHeader } from '@/components/ui/page-header';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { getRecord, getRecordCatalogue, listOwners } from '@/lib/crm';
import { type CrmEntity, entityLabels } from '@/lib/crm/schemas';
import { createRecordAction, updateRecordAction } from './actions';

export async function NewRecordPage({ entity }: { entity: CrmEntity }) {
  const ctx = await requireContext('crm.write');
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

export async function EditRecordPage({
  entity,
  params,
}: {
  entity: CrmEntity;
  params: Promise<{ id: string }>;
}) {
  const ctx = await requireContext('crm.write');
  const { id } = await params;
  const [record, owners, fields] = await Promise.all([
    orNotFound(getRecord(ctx, { id, entity })),
    listOwners(ctx),
    getRecordCatalogue(ctx, entity),
  ]);
  const labels = entityLabels[entity];
  return (
    <>
      <PageHeader
        title={`Edit ${record.name}`}
        trail={[
          { label: labels.many, href: labels.path },
          { label: record.name, href: `${labels.path}/${id}` },
          { label: 'Edit' },
        ]}
        lede="What you change here goes to Dotdigital with the next wave, where a mapping feeds it."
      />
      <EditRecordForm record={record} fields={fields} owners={owners} save={updateRecordAction} />
    </>
  );
}
