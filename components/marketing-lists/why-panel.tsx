'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Minus, X } from 'lucide-react';

import type {
  ExplainedRecord,
  ExplainedRule,
  ExplainedStep,
  MembershipExplanation,
} from '@/lib/marketing-lists/schemas';

import { cn } from '../ui/cn';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { ask } from '@/components/ui/ask';

type WhyPanelProps = { listId: string; /** The number of a record, or an address. */ who: string };

/** Why someone is on a list, or not, and mailed, or not: each condition with the person's own value, then every step to the book. */
export function WhyPanel({ listId, who }: WhyPanelProps) {
  const { data, error } = useQuery({
    queryKey: ['why', listId, who],
    queryFn: ({ signal }) =>
      ask<MembershipExplanation>(
        `/api/marketing-lists/${listId}/explain?who=${encodeURIComponent(who)}`,
        signal,
        'This could not be worked out. Nothing was changed; try again in a moment.',
      ),
    staleTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (error)
    return (
      <Notice tone="bad" title="Not worked out.">
        {error.message}
      </Notice>
    );
  if (!data) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="grid gap-6" aria-live="polite">
      {data.message && <p className="text-ink-2">{data.message}</p>}
      {data.problems.length > 0 && (
        <Notice tone="bad" title="The filter can’t be read.">
          {data.problems[0]?.message}
        </Notice>
      )}
      {data.records.map((record) => (
        <WhyRecord key={record.recordId} record={record} />
      ))}
    </div>
  );
}

function WhyRecord({ record }: { record: ExplainedRecord }) {
  return (
    <section aria-label={record.name} className="grid gap-4">
      <div>
        <h3 className="font-semibold">{record.name}</h3>
        <p className="text-ink-2">{record.verdict}</p>
      </div>
      {record.filter && (
        <div>
          <h4 className="pb-1 text-sm font-medium text-ink-3">The filter</h4>
          <ul>
            <WhyRule rule={record.filter} />
          </ul>
        </div>
      )}
      <Steps label="On the way to the book" steps={record.steps} />
      {record.books.map((book) => (
        <Steps key={book.connectionId} label={`${book.bookName}, ${book.integration}`} steps={book.steps} />
      ))}
      {record.toChange.length > 0 && (
        <div>
          <h4 className="pb-1 text-sm font-medium text-ink-3">What would have to change</h4>
          <ul className="grid list-disc gap-1 pl-5">
            {record.toChange.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function WhyRule({ rule }: { rule: ExplainedRule }) {
  return (
    <li>
      <div className="flex items-start gap-2 py-1">
        <Mark ok={rule.holds} />
        <p className="min-w-0 flex-1">
          {rule.not && 'not '}
          {rule.words}
          {rule.kind === 'condition' && (
            <span className="text-ink-3">
              : {rule.value === null || rule.value === '' ? 'empty' : rule.value}
            </span>
          )}
        </p>
      </div>
      {rule.rules.length > 0 && (
        <ul className="ml-2 border-l pl-3">
          {rule.rules.map((one) => (
            <WhyRule key={one.path.join('.')} rule={one} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Steps({ label, steps }: { label: string; steps: ExplainedStep[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h4 className="pb-1 text-sm font-medium text-ink-3">{label}</h4>
      <ul>
        {steps.map((step) => (
          <li key={step.key} className="flex items-start gap-2 py-1">
            <Mark ok={step.ok} />
            <p className="min-w-0 flex-1">
              <span className="font-medium">{step.label}</span>{' '}
              <span className="text-ink-2">{step.words}</span>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ ok }: { ok: boolean | null }) {
  const Icon = ok === null ? Minus : ok ? Check : X;
  return (
    <span className={cn('mt-0.5 shrink-0', ok === null ? 'text-ink-3' : ok ? 'text-good' : 'text-bad')}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{ok === null ? 'does not apply:' : ok ? 'yes:' : 'no:'}</span>
    </span>
  );
}
