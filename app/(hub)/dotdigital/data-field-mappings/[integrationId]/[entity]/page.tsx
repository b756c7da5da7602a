import type { Metadata } from 'next';
import { parseInput } from '@/app/_server/define-action';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { entityLabels } from '@/lib/crm/schemas';
import {
  getMapping,
  listDataFields,
  listMappings,
  listMappingSources,
  listTypeChanges,
} from '@/lib/data-fields';
import { MappingRef } from '@/lib/data-fields/schemas';
import { listIntegrationOptions } from '@/lib/integrations';
import { may } from '@/lib/permissions';
import { MappingEditor } from '../../_components/mapping-editor';
import { MappingMenu } from '../../_components/mapping-menu';
import { TypeChangesNotice } from '../../_components/type-changes-notice';

export const metadata: Metadata = { title: 'Data Field Mapping' };

export default async function DataFieldMappingPage({
  params,
}: PageProps<'/dotdigital/data-field-mappings/[integrationId]/[entity]'>) {
  const ctx = await requireContext('fields.read');
  const given = await params;
  const mapping = await orNotFound(
    ctx,
    Promise.resolve().then(() => getMapping(ctx, parseInput(MappingRef, given))),
  );
  const ofIntegration = {
    q: '',
    page: 1,
    size: 1000,
    cursor: null,
    filters: [
      {
        field: 'integration' as const,
        type: 'choice' as const,
        op: 'any' as const,
        value: [mapping.integration.id],
      },
    ],
  };
  const [{ rows: fields }, { rows: mappings }, sources, integrations, changes] = await Promise.all([
    listDataFields(ctx, { ...ofIntegration, sort: { field: 'name', direction: 'asc' } }),
    listMappings(ctx, { ...ofIntegration, sort: { field: 'entity', direction: 'asc' } }),
    listMappingSources(ctx, { entity: mapping.entity, used: mapping.rows.flatMap((row) => row.sources) }),
    listIntegrationOptions(ctx),
    listTypeChanges(ctx, { integrationId: mapping.integration.id, entity: mapping.entity }),
  ]);
  const mayChange = may(ctx.actor, 'fields.write');
  const title = `${entityLabels[mapping.entity].many} to ${mapping.integration.name}`;
  return (
    <>
      <PageHeader
        title={title}
        trail={[{ label: 'Data Field Mappings', href: '/dotdigital/data-field-mappings' }, { label: title }]}
        lede={`${mapping.rows.length} data fields are filled from ${entityLabels[mapping.entity].many.toLowerCase()}. Each row says what an empty value does.`}
        actions={<MappingMenu mapping={mapping} integrations={integrations} mayChange={mayChange} />}
      />
      <TypeChangesNotice changes={changes} />
      <MappingEditor
        key={mapping.version}
        mapping={mapping}
        fields={fields.map(({ id, name, type, goneAt }) => ({ id, name, type, gone: goneAt !== null }))}
        sources={sources}
        others={mappings
          .filter(({ entity, version }) => entity !== mapping.entity && version > 0)
          .map(({ entity, syncPriority, fieldNames }) => ({
            name: entityLabels[entity].many.toLowerCase(),
            syncPriority,
            fieldNames,
          }))}
        mayChange={mayChange}
      />
    </>
  );
}
