'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postQuestion } from '@/components/marketing-lists/post-question';
import { ask } from '@/components/ui/ask';
import { useAfterPause } from '@/components/marketing-lists/use-after-pause';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Combobox } from '@/components/ui/combobox';
import { EmailAddress } from '@/components/ui/email-address';
import type { Option } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { MappingPreview, PersonOption, PreviewValue } from '@/lib/data-fields/schemas';
import { wholeRows, type EditorRow } from './editor-rows';

type PreviewProps = { integrationId: string; entity: CrmEntity; rows: EditorRow[] };

const unreachable = 'The server could not be reached. Try again in a moment.';

/** What the rows as they stand, saved or not, make of one person, beside what Dotdigital holds. */
export function MappingPreviewCard({ integrationId, entity, rows }: PreviewProps) {
  const [recordId, setRecordId] = useState<string | null>(null);
  const { settled } = useAfterPause(
    JSON.stringify({ integrationId, entity, recordId, rows: wholeRows(rows) }),
    300,
  );
  const { data, error } = useQuery({
    queryKey: ['mapping-preview', settled],
    queryFn: ({ signal }) =>
      postQuestion<MappingPreview>('/api/data-field-mappings/preview', settled, signal, unreachable),
    placeholderData: (before) => before,
  });
  const load = async (q: string): Promise<Option[]> => {
    const found = await ask<PersonOption[]>(
      `/api/data-field-mappings/people?${new URLSearchParams({ entity, q })}`,
      undefined,
      unreachable,
    );
    return found.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  };
  const person = data?.person ?? null;
  return (
    <Card aria-label="Preview">
      <CardHeader title="Preview" right="with a real record" />
      <CardBody className="grid gap-3">
        <Combobox
          aria-label="Preview with"
          searchPlaceholder="Search a person"
          emptyText="Nobody with an address fits"
          placeholder={person ? person.name : 'Search a person'}
          value={recordId}
          onChange={setRecordId}
          load={load}
        />
        {!data && !error && <Skeleton className="h-24 w-full" />}
        {error && <p className="text-bad">{error.message}</p>}
        {data && !person && <p className="text-ink-3">Nobody with an address is here yet.</p>}
        {person && (
          <>
            <p className="min-w-0 break-words">
              <b>{person.name}</b>{' '}
              <span className="text-ink-3">
                {person.email !== null && <EmailAddress email={person.email} />}
              </span>
            </p>
            <ul aria-label="Values" className="grid">
              {data?.values.map((value) => (
                <Value key={value.name} value={value} />
              ))}
            </ul>
            {data?.values.length === 0 && <p className="text-ink-3">Nothing is mapped.</p>}
          </>
        )}
      </CardBody>
    </Card>
  );
}

const outcomes = {
  sent: { tone: 'info', words: 'will be sent' },
  same: { tone: 'neutral', words: 'the same' },
  cleared: { tone: 'warn', words: 'will be cleared' },
  kept: { tone: 'neutral', words: 'stays' },
} as const;

function Value({ value }: { value: PreviewValue }) {
  const { tone, words } = outcomes[value.outcome];
  return (
    <li aria-label={value.name} className="border-t py-2 first:border-t-0">
      <div className="flex items-start gap-2">
        <span className="min-w-0 flex-1 font-mono text-sm break-all">{value.name}</span>
        <Chip tone={tone}>{words}</Chip>
      </div>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
        <dt className="text-ink-3">At Dotdigital</dt>
        <dd className="break-words">
          {value.before === null ? <Quiet>nothing sent yet</Quiet> : <Text of={value.before} />}
        </dd>
        <dt className="text-ink-3">After</dt>
        <dd className="break-words">
          <Text of={value.after} />
        </dd>
      </dl>
      {value.steps.length > 1 && (
        <ol aria-label={`Steps of ${value.name}`} className="mt-1 grid gap-0.5 text-sm text-ink-2">
          {value.steps.map((step, n) => (
            <li key={n}>
              {step.words}: <Text of={step.value} />
            </li>
          ))}
        </ol>
      )}
      {value.decidedElsewhere && (
        <p className="mt-1 text-sm text-ink-2">
          Another entity’s mapping with a higher sync priority decides it for this person.
        </p>
      )}
      {value.problem && <p className="mt-1 text-sm text-bad">{value.problem}</p>}
    </li>
  );
}

const Quiet = ({ children }: { children: string }) => <span className="text-ink-3">{children}</span>;
const Text = ({ of }: { of: string }) => (of === '' ? <Quiet>empty</Quiet> : of);
