'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Input } from '@/components/ui/input';
import { Plural } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { ask } from '@/components/ui/ask';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { MappingPreview, SaveMappingInput } from '@/lib/data-fields/schemas';

export type EditorRow = SaveMappingInput['rows'][number];

/** What the rows as they stand, saved or not, make of one person. */
export function MappingPreviewCard({
  integrationId,
  entity,
  rows,
}: {
  integrationId: string;
  entity: CrmEntity;
  rows: EditorRow[];
}) {
  const [search, setSearch] = useState('');
  const input = useDeferredValue(
    JSON.stringify({
      integrationId,
      entity,
      search,
      rows: rows.filter((row) => row.dataFieldId !== '' && row.sources.length > 0),
    }),
  );
  const { data, error } = useQuery({
    queryKey: ['mapping-preview', input],
    queryFn: ({ signal }) =>
      ask<MappingPreview>(`/api/data-field-mappings/preview?${new URLSearchParams({ input })}`, signal),
    placeholderData: (before) => before,
  });
  return (
    <Card>
      <CardHeader title="Preview" right="what would be sent" />
      <CardBody className="grid gap-3">
        <Input
          type="search"
          aria-label="Search a person"
          placeholder="Search a person"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {!data && !error && <Skeleton className="h-24 w-full" />}
        {error && <p className="text-bad">{error.message}</p>}
        {data && !data.person && <p className="text-ink-3">Nobody with an address fits.</p>}
        {data?.person && (
          <>
            <p className="min-w-0 truncate">
              <b>{data.person.name}</b> <span className="text-ink-3">{data.person.email}</span>
            </p>
            <DescriptionList
              items={data.values.map(({ name, value }) => ({
                label: name,
                value: value === '' ? <span className="text-ink-3">empty, clears it</span> : value,
              }))}
            />
          </>
        )}
      </CardBody>
      <CardFooter>
        {data &&
          (data.resentCount > 0 ? (
            <>
              <Plural count={data.resentCount} one="person" many="people" /> will be sent again.
            </>
          ) : (
            'Nobody has to be sent again.'
          ))}
      </CardFooter>
    </Card>
  );
}
