import type { Metadata } from 'next';
import { parseInput } from '@/app/_server/define-action';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { entityLabels } from '@/lib/crm/schemas';
import { compareMappingVersions, getMapping, listMappingVersions } from '@/lib/data-fields';
import { CompareVersionsInput, MappingRef } from '@/lib/data-fields/schemas';
import { may } from '@/lib/permissions';
import { CompareVersions } from '../../../_components/compare-versions';
import { pathOf } from '../../../_components/mapping-path';
import { VersionsList } from '../../../_components/versions-list';

export const metadata: Metadata = { title: 'History of a mapping' };

/** More versions than anyone reads; REST has them all. */
const mostShown = 100;

export default async function MappingHistoryPage({
  params,
  searchParams,
}: PageProps<'/dotdigital/data-field-mappings/[integrationId]/[entity]/history'>) {
  const ctx = await requireContext('fields.read');
  const given = await params;
  const ref = await orNotFound(
    ctx,
    Promise.resolve().then(() => parseInput(MappingRef, given)),
  );
  const mapping = await orNotFound(ctx, getMapping(ctx, ref));
  const { versions } = await listMappingVersions(ctx, { ...ref, before: null, limit: mostShown });
  const asked = CompareVersionsInput.safeParse({
    from: Math.max(1, mapping.version - 1),
    to: mapping.version,
    ...(await searchParams),
    ...ref,
  });
  const compared =
    versions.length > 1 && asked.success
      ? { ...asked.data, ...(await orNotFound(ctx, compareMappingVersions(ctx, asked.data))) }
      : null;
  const title = `${entityLabels[mapping.entity].many} to ${mapping.integration.name}`;
  return (
    <>
      <PageHeader
        title={`History: ${title}`}
        trail={[
          { label: 'Data Field Mappings', href: '/dotdigital/data-field-mappings' },
          { label: title, href: pathOf(mapping) },
          { label: 'History' },
        ]}
        lede="Every version with who made it and what it changed. A restored one becomes the newest."
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_420px]">
        {versions.length === 0 ? (
          <Card>
            <EmptyState title="Nothing was mapped yet">
              Each time the mapping is saved, a version is kept.
            </EmptyState>
          </Card>
        ) : (
          <VersionsList
            integrationId={ref.integrationId}
            entity={ref.entity}
            current={mapping.version}
            versions={versions}
            mayChange={may(ctx.actor, 'fields.write')}
          />
        )}
        {compared && (
          <CompareVersions
            versions={versions.map(({ version }) => version)}
            from={compared.from}
            to={compared.to}
            changes={compared.changes}
          />
        )}
      </div>
    </>
  );
}
