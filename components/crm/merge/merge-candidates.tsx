'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { type CrmEntity, entityLabels, type MergeCandidate, type RecordView } from '@/lib/crm/schemas';
import { getJson } from '../get-json';
import { entityNouns } from '../words';

const sameWords: Record<NonNullable<MergeCandidate['same']>, string> = {
  address: 'same address',
  phone: 'same number',
  name: 'same name',
};

type MergeCandidatesProps = { entity: CrmEntity; record: RecordView; likely: MergeCandidate[] };

/** Who may be the same person: those that are alike at once, anyone by a search. */
export function MergeCandidates({ entity, record, likely }: MergeCandidatesProps) {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 180);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, error } = useQuery({
    queryKey: ['merge-candidates', record.id, q],
    queryFn: ({ signal }) =>
      getJson<MergeCandidate[]>(
        `/api/records/${record.id}/merge-candidates?q=${encodeURIComponent(q)}`,
        signal,
      ),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const shown = q === '' ? likely : (data ?? []);
  const { many } = entityNouns[entity];
  return (
    <Card className="max-w-[760px]">
      <CardHeader title={q === '' ? 'Likely the same person' : 'Found'} />
      <div className="px-4 pt-2 pb-3">
        <Input
          type="search"
          aria-label={`Search ${many}`}
          placeholder="Name, address, company or number"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoFocus
        />
      </div>
      {error && (
        <Notice tone="bad" title="Not searched." className="mx-4 mb-3">
          {error.message}
        </Notice>
      )}
      <ul aria-label="Records to merge with" aria-live="polite" className="divide-y divide-line border-t">
        {shown.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5">
            <div className="min-w-0 flex-[1_1_220px]">
              <span className="block cut font-medium">{one.name}</span>
              <span className="block text-sm text-ink-3 [overflow-wrap:anywhere]">
                {[one.email, one.company, one.city].filter(Boolean).join(' · ')}
                {(one.email ?? one.company ?? one.city) && ' · '}created <Time at={one.createdAt} as="day" />
              </span>
            </div>
            {one.same && <Chip tone="info">{sameWords[one.same]}</Chip>}
            <LinkButton
              size="sm"
              href={`${entityLabels[entity].path}/${record.id}/merge?with=${one.id}`}
              aria-label={`Compare with ${one.name}`}
            >
              Compare
            </LinkButton>
          </li>
        ))}
      </ul>
      {shown.length === 0 && !error && (
        <p className="px-4 py-4 text-ink-3">
          {q === ''
            ? `No other of these ${many} has the same address, number or name. Search for the one you mean.`
            : data
              ? `Nothing found for “${q}”.`
              : 'Searching…'}
        </p>
      )}
    </Card>
  );
}
