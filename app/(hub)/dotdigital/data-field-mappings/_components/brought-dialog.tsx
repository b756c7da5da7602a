'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { postQuestion } from '@/components/marketing-lists/post-question';
import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Plural } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toaster';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { DialogFailure } from '@/components/ui/dialog-parts';
import { dataFieldTypeLabels, type DocumentCheck } from '@/lib/data-fields/schemas';
import type { Result } from '@/lib/result';
import { createMissingFieldsAction } from '../actions';

type BroughtProps = {
  /** Asked what stands against it, and what it would change. */
  question: { path: string; body: object };
  /** The account that it comes to. */
  integrationId: string;
  /** "Import these 12 rows" */
  verb: string;
  onBring: (version: number) => Promise<Result<unknown>>;
  onDone: () => void;
};

/** A mapping from elsewhere before it is taken: what is missing here, what it changes, and the button that takes it whole. */
export function BroughtMapping({ question, integrationId, verb, onBring, onDone }: BroughtProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const body = JSON.stringify(question.body);
  const { data, error } = useQuery({
    queryKey: ['brought-mapping', question.path, body],
    queryFn: ({ signal }) =>
      postQuestion<DocumentCheck>(question.path, body, signal, 'The server could not be reached.'),
    staleTime: 0,
    retry: false,
  });
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => callAction(() => onBring(data?.version ?? 0), 'The server could not be reached.'),
    onDone: () => {
      onDone();
      router.refresh();
    },
  });
  const create = async (): Promise<void> => {
    const result = await callAction(
      () => createMissingFieldsAction({ integrationId, fields: data?.missing ?? [] }),
      'The server could not be reached.',
    );
    if (result.ok) toast.good('Data fields created');
    else toast.bad('Not all were created', { detail: result.error.message });
    await queries.invalidateQueries({ queryKey: ['brought-mapping'] });
  };
  if (error) return <Notice tone="bad">{error.message}</Notice>;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const isFree = data.missing.length === 0 && data.problems.length === 0;
  return (
    <div className="grid gap-3">
      {data.missing.length > 0 && (
        <Notice
          tone="warn"
          title="Data fields are missing in this account."
          action={
            <Button size="sm" onClick={create}>
              Create <Plural count={data.missing.length} one="data field" />
            </Button>
          }
        >
          <Listed items={data.missing.map(({ name, type }) => `${name} · ${dataFieldTypeLabels[type]}`)} />
        </Notice>
      )}
      {data.problems.length > 0 && (
        <Notice tone="bad" title="These rows can’t stand here.">
          <Listed items={data.problems.map(({ problem }) => problem)} />
        </Notice>
      )}
      {data.changes.length === 0 ? (
        <p>It is the same as the mapping here: nothing would change.</p>
      ) : (
        <div>
          <p>What changes here:</p>
          <Listed items={data.changes} />
        </div>
      )}
      <DialogFailure title="Nothing has changed." failure={failure} />
      <div className="flex justify-end">
        <Button
          variant="primary"
          pending={pending}
          why={isFree ? null : 'First the above.'}
          onClick={() => void run()}
        >
          {verb} <Plural count={data.rowCount} one="row" />
        </Button>
      </div>
    </div>
  );
}

const Listed = ({ items }: { items: string[] }) => (
  <ul className="mt-1 list-disc pl-5">
    {items.map((item) => (
      <li key={item} className="break-words">
        {item}
      </li>
    ))}
  </ul>
);
