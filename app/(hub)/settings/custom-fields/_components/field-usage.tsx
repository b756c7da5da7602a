import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Plural } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import type { CrmEntity, CustomFieldUsage } from '@/lib/crm/schemas';

/** Everything that would notice if the field were gone. */
export function FieldUsage({ usage, entity }: { usage: CustomFieldUsage; entity: CrmEntity }) {
  return (
    <Card>
      <CardHeader title="Used by" />
      <CardBody className="grid gap-3 text-ink-2">
        <p>
          <Plural count={usage.recordCount} one="record holds" many="records hold" /> a value.
        </p>
        <p>
          {usage.viewCount === 0 ? (
            'No saved view shows it.'
          ) : (
            <>
              <Plural count={usage.viewCount} one="saved view shows" many="saved views show" /> it.
            </>
          )}
        </p>
        <div>
          {usage.lists.length === 0 ? 'No marketing list asks for it or shows it.' : 'Marketing lists:'}
          <ul className="grid gap-0.5">
            {usage.lists.map((list) => (
              <li key={list.id}>
                <PageLink href={`/marketing-lists/${list.id}`} className="prose-link">
                  {list.name}
                </PageLink>
              </li>
            ))}
          </ul>
        </div>
        <div>
          {usage.mappings.length === 0 ? 'No mapping sends it to Dotdigital.' : 'Data field mappings:'}
          <ul className="grid gap-0.5">
            {usage.mappings.map((mapping) => (
              <li key={mapping.integrationId}>
                <PageLink
                  href={`/dotdigital/data-field-mappings/${mapping.integrationId}/${entity}`}
                  className="prose-link"
                >
                  {mapping.integration}
                </PageLink>
                <span className="text-ink-3"> into {mapping.dataFields.join(', ')}</span>
              </li>
            ))}
          </ul>
        </div>
      </CardBody>
    </Card>
  );
}
