'use client';

import { useQuery } from '@tanstack/react-query';

import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { Tiles } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectPreviewView } from '@/lib/export/schemas';
import { formatNumber, plural } from '@/lib/format';

import { ask } from '@/components/ui/ask';

import { AccountFull, accountWords } from './account-words';
import { PlanPeople } from './plan-people';
import { previewQuery, type PreviewTarget } from './preview-query';
import { Programs } from './programs';

export function usePreview(target: PreviewTarget, enabled: boolean) {
  return useQuery({
    queryKey: ['connect-preview', target],
    enabled,
    staleTime: 15_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) =>
      ask<ConnectPreviewView>(`/api/connections/preview?${previewQuery(target)}`, signal),
  });
}

type ConnectPreviewProps = {
  target: PreviewTarget;
  preview: ConnectPreviewView | undefined;
  error: Error | null;
  /** Nothing to look at yet: what is missing. */
  missing: string | null;
  takeOver: boolean;
  onTakeOver: (takeOver: boolean) => void;
};

/** What the first sync would do, before anybody presses Connect. */
export function ConnectPreview({
  target,
  preview,
  error,
  missing,
  takeOver,
  onTakeOver,
}: ConnectPreviewProps) {
  if (missing) return <p className="text-ink-3">{missing}</p>;
  if (error)
    return (
      <Notice tone="bad" title="The first sync could not be worked out.">
        {error.message}
      </Notice>
    );
  return (
    <section aria-label="What the first sync would do" aria-live="polite" className="grid gap-3">
      <p className="text-md">
        <span className="font-medium">What the first sync would do</span>{' '}
        <span className="text-ink-3">
          {preview ? (
            <>
              computed at <Time at={preview.computedAt} as="moment" />, nothing sent yet
            </>
          ) : (
            'being worked out'
          )}
        </span>
      </p>
      {preview ? <PreviewNumbers preview={preview} /> : <Skeleton className="h-[70px] w-full" />}
      {preview && <PreviewReasons preview={preview} />}
      {preview && <PlanPeople target={target} preview={preview} />}
      {preview && (preview.leftByOthers > 0 || takeOver) && (
        <TakeOver count={preview.leftByOthers} checked={takeOver} onChange={onTakeOver} />
      )}
      {preview?.hold && (
        <Notice tone="warn" title="The wave would wait for approval.">
          {preview.hold}
        </Notice>
      )}
      {preview && preview.mappedFields.length === 0 && (
        <Notice tone="warn" title="No data field is mapped.">
          Only addresses would be sent. Read the data fields first, under Data Field Mappings.
        </Notice>
      )}
      {preview?.account.isFull && <AccountFull />}
      {preview && <PreviewCost preview={preview} />}
      {preview && <Programs integrationId={target.integrationId} />}
    </section>
  );
}

function PreviewNumbers({ preview: { counts } }: { preview: ConnectPreviewView }) {
  return (
    <Tiles
      items={[
        { value: <Num value={counts.add} />, label: 'people added' },
        { value: <Num value={counts.update} />, label: 'updated' },
        {
          value: <Num value={counts.remove} />,
          label: 'removed',
          tone: counts.remove > 0 ? 'bad' : undefined,
        },
        { value: <Num value={counts.skip} />, label: 'left out, by reason' },
      ]}
    />
  );
}

function PreviewReasons({ preview }: { preview: ConnectPreviewView }) {
  if (preview.reasons.length === 0) return null;
  return (
    <ul aria-label="Left out, by reason" className="grid gap-x-6 gap-y-1 text-md sm:grid-cols-2">
      {preview.reasons.map((reason) => (
        <li key={reason.code} className="flex items-baseline gap-2 border-b border-line py-1">
          <span className="min-w-0 flex-1 text-ink-2">{reason.label}</span>
          <span className="figures">
            <Num value={reason.count} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function TakeOver({
  count,
  checked,
  onChange,
}: {
  count: number;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { locale } = useViewer();
  return (
    <Notice
      tone="warn"
      title={
        checked
          ? 'People of an earlier list leave the book unless they are on this one.'
          : `${plural(count, 'person', 'people', locale)} of an earlier list stay in this book as strangers.`
      }
    >
      <label className="mt-2 flex items-center gap-2">
        <Checkbox checked={checked} onCheckedChange={(next) => onChange(next === true)} />
        Count them as ours, and take out who is not on this list
      </label>
    </Notice>
  );
}

function PreviewCost({ preview }: { preview: ConnectPreviewView }) {
  const { locale } = useViewer();
  const calls = plural(preview.apiCalls, 'API call', 'API calls', locale);
  const left = preview.callsLeft ? ` of ${formatNumber(preview.callsLeft.remaining, locale)} left now` : '';
  const fields = preview.mappedFields.length > 0 ? ` Sends ${preview.mappedFields.join(', ')}.` : '';
  return (
    <p className="text-sm text-ink-3">
      About {plural(preview.minutes, 'minute', 'minutes', locale)} and {calls}
      {left}.{fields} {accountWords(preview.account, locale)}
    </p>
  );
}
