'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ask } from '@/components/ui/ask';
import { Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { gridAddress } from '@/lib/table-query';
import type { RunPersonRow } from '@/lib/sync-runs/schemas';
import { Faces } from './faces';

const first = 5;

/** Whom a held plan takes out, puts in and changes: the first few of each, and the door to all. */
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
  return kinds
    .filter(({ count }) => count > 0)
    .map((kind) => <HeldKind key={kind.action} runId={runId} {...kind} />);
}

type HeldKindProps = { runId: string; action: string; label: string; count: number };

function HeldKind({ runId, action, label, count }: HeldKindProps) {
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
        <Link
          className="prose-link"
          href={gridAddress(`/sync-runs/${runId}`, { action: [action] }, 'people')}
          target="_blank"
        >
          <Num value={data?.total ?? count} /> {label}
        </Link>
      </p>
      {error && <p className="text-bad">{error.message}</p>}
      {!data && !error && <Skeleton className="h-12 w-full" />}
      {data && (
        <Faces
          label={`People who ${label}`}
          people={data.rows.map((row) => ({ ...row, key: String(row.n) }))}
        />
      )}
    </div>
  );
}
