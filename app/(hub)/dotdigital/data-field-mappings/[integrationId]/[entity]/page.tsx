import type { Metadata } from 'next';
import { parseInput } from '@/app/_server/define-action';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { entityLabels } from '@/lib/crm/schemas';
import { getMapping, listDataFields, listMappingSources, listTypeChanges } from '@/lib/data-fields';
import { MappingRef } from '@/lib/data-fields/schemas';
import { may } from '@/lib/permissions';
import { MappingEditor } from '../../_components/mapping-editor';
import { TypeChangesNotice } from '../../_components/type-changes-notice';

export const metadata: Metadata = { title: 'Data Field Mapping' };

export default async function DataFieldMappingPage({
  params,
}: PageProps<'/dotdigital/data-field-mappings/[integrationId]/[entity]'>) {
  const ctx = await requireContext('fields.read');
  const given = await params;
  const mapping = await orNotFound(
    Promise.resolve().then(() => getMapping(ctx, parseInput(MappingRef, given))),
  );
  const { rows: fields } = await listDataFields(ctx, {
    q: '',
    sort: { field: 'name', direction: 'asc' },
    page: 1,
    size: 1000,
    cursor: null,
    filters: [{ field: 'integration', type: 'choice', op: 'any', value: [mapping.integration.id] }],
  });
  const sources = await listMappingSources(ctx, {
    entity: mapping.entity,
    used: mapping.rows.flatMap((row) => row.sources),
  });
  const changes = await listTypeChanges(ctx, {
    integrationId: mapping.integration.id,
    entity: mapping.entity,
  });
  const title = `${entityLabels[mapping.entity].many} to ${mapping.integration.name}`;
  return (
    <>
      <PageHeader
        title={title}
        trail={[{ label: 'Data Field Mappings', href: '/dotdigital/data-field-mappings' }, { label: title }]}
        lede={`${mapping.rows.length} data fields are filled from ${entityLabels[mapping.entity].many.toLowerCase()}. An empty value clears the field at Dotdigital.`}
      />
      <TypeChangesNotice changes={changes} />
      <MappingEditor
        key={mapping.version}
        mapping={mapping}
        fields={fields.map(({ id, name, type, goneAt }) => ({ id, name, type, gone: goneAt !== null }))}
        sources={sources}
        mayChange={may(ctx.actor, 'fields.write')}
      />
    </>
  );
}
