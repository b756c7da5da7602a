'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '@/components/ui/ask';
import { Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { useViewer } from '@/components/ui/viewer';
import type { HeldSurroundings, PlanPerson } from '@/lib/export/schemas';
import { agree, plural } from '@/lib/format';
import { gridAddress } from '@/lib/table-query';
import type { RunPersonRow } from '@/lib/sync-runs/schemas';
import { PageLink } from '../ui/page-link';
import { AccountFull, accountWords } from './account-words';
import { Faces } from './faces';
import { MailOfPerson } from './mail-of-person';
import { Programs } from './programs';
import { useHeldSurroundings, WhyTheyLeave } from './why-they-leave';

const first = 5;

/** Whom a held plan takes out, puts in and changes: the first few of each, the door to all, the mail they would get, and what else there is to know before a yes. */
export function HeldPeople({
  runId,
  held,
}: {
  runId: string;
  held: { add: number; update: number; remove: number };
}) {
  const kinds = [
    { action: 'remove', label: 'leave the book', count: held.remove },
    { action: 'add', label: 'come in', count: held.add },
    { action: 'update', label: 'change', count: held.update },
  ];
  const [mailOf, setMailOf] = useState<PlanPerson | null>(null);
  const { data: around } = useHeldSurroundings(runId);
  return (
    <>
      <WhyTheyLeave runId={runId} />
      {kinds
        .filter(({ count }) => count > 0)
        .map((kind) => (
          <HeldKind key={kind.action} runId={runId} {...kind} onMail={around && setMailOf} />
        ))}
      {around && mailOf?.recordId && (
        <MailOfPerson
          key={mailOf.recordId}
          integrationId={around.integrationId}
          addressBookId={around.addressBookId}
          recordId={mailOf.recordId}
          name={mailOf.name ?? mailOf.email ?? ''}
          onClose={() => setMailOf(null)}
        />
      )}
      {around ? <Around around={around} /> : <Skeleton className="h-10 w-full" />}
    </>
  );
}

function Around({ around }: { around: HeldSurroundings }) {
  const { locale } = useViewer();
  const { strangers, account, minutes } = around;
  return (
    <>
      {account.isFull && <AccountFull />}
      <p className="text-sm text-ink-3">
        About {plural(minutes, 'minute', 'minutes', locale)}.{' '}
        {strangers === 0
          ? 'There are no strangers in the book.'
          : `${plural(strangers, 'stranger', 'strangers', locale)} in the book ${agree(strangers, 'stays', 'stay')} in it.`}{' '}
        {accountWords(account, locale)}
      </p>
      <Programs integrationId={around.integrationId} />
    </>
  );
}

type HeldKindProps = {
  runId: string;
  action: string;
  label: string;
  count: number;
  onMail: ((person: PlanPerson) => void) | undefined;
};

function HeldKind({ runId, action, label, count, onMail }: HeldKindProps) {
  const { data, error } = useQuery({
    queryKey: ['held-people', runId, action],
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      ask<{ rows: RunPersonRow[]; total: number }>(
        `${gridAddress(`/api/sync-runs/${runId}/people`, { action: [action] })}&size=${first}`,
        signal,
      ),
  });
  return (
    <div className="grid gap-1.5">
      <p className="text-sm text-ink-3">
        <PageLink
          className="prose-link"
          href={gridAddress(`/sync-runs/${runId}`, { action: [action] }, 'people')}
          target="_blank"
        >
          <Num value={data?.total ?? count} /> {label}
        </PageLink>
      </p>
      {error && <p className="text-bad">{error.message}</p>}
      {!data && !error && <Skeleton className="h-12 w-full" />}
      {data && (
        <Faces
          label={`People who ${label}`}
          people={data.rows.map((row) => ({ ...row, key: String(row.n) }))}
          {...(onMail && action !== 'remove' ? { onMail } : {})}
        />
      )}
    </div>
  );
}
