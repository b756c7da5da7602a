'use client';

import { type ReactNode, useEffect, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { DialogFailure } from '@/components/ui/dialog-parts';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { useViewer } from '@/components/ui/viewer';
import { formatNumber, plural } from '@/lib/format';
import { bulkLimits, type BulkPreview, type CrmEntity } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { entityNouns } from '../words';

type BulkDialogProps<Data> = {
  entity: CrmEntity;
  /** As counted for this dialog; its count is what the action is told to expect. */
  preview: { data: BulkPreview | undefined; error: Error | null };
  /** "Tag", "Delete": before "1,204 contacts" in the title and on the button. */
  verb: string;
  /** After them: "to a list". */
  rest?: string;
  /** "Tagging 1,204 contacts", while it takes its time. */
  doing: string;
  tone?: 'primary' | 'danger-solid';
  missing: string | null;
  run: (expected: number) => Promise<Result<Data>>;
  onDone: (data: Data, count: number) => void;
  onClose: () => void;
  children: ReactNode;
};

/** Says exactly how many an action is about, lets it run, and shows that it does where it takes longer than a second. */
export function BulkDialog<Data>({
  entity,
  preview: { data, error },
  verb,
  rest = '',
  doing,
  tone = 'primary',
  missing,
  ...props
}: BulkDialogProps<Data>) {
  const { locale } = useViewer();
  const noun = entityNouns[entity];
  const whom = data
    ? `${data.over ? 'over ' : ''}${plural(data.count, noun.one, noun.many, locale)}`
    : noun.many;
  const words = [verb, whom, rest].filter(Boolean).join(' ');

  const count = data?.count ?? 0;
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => props.run(count),
    onDone: (done) => {
      props.onDone(done, count);
      props.onClose();
    },
    unreachable:
      'The server could not be reached. Look at the grid before you repeat it: it may have happened.',
  });

  const whyNot = !data
    ? error
      ? null
      : 'Being counted.'
    : data.over
      ? 'Too many at once.'
      : data.count === 0
        ? 'Nobody is chosen.'
        : missing;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !pending && props.onClose()}
      title={words}
      width="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button why={pending ? 'It is being done.' : null}>Cancel</Button>
          </DialogClose>
          <Button variant={tone} pending={pending} why={whyNot} onClick={() => void run()}>
            {words}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {props.children}
        {data?.over && (
          <Notice tone="warn" title={`More than ${formatNumber(bulkLimits.matching, locale)} are chosen.`}>
            That is too many for one step. Narrow the grid with a filter and do it in parts.
          </Notice>
        )}
        {data?.count === 0 && (
          <Notice tone="info" title="Nobody is left of those you chose.">
            They were deleted or changed meanwhile. Nothing was done.
          </Notice>
        )}
        {pending && <Under words={`${doing} ${whom}`} />}
        <DialogFailure
          title="Nothing was done."
          failure={failure ?? (error && { code: 'unread', message: error.message })}
        />
      </div>
    </Dialog>
  );
}

/** It happens in one piece, so there is no share of it to show; only that it goes on, and for how long already. */
function Under({ words }: { words: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - began) / 1000)), 250);
    return () => clearInterval(timer);
  }, []);
  if (seconds < 1) return null;
  return (
    <div className="grid gap-1.5" role="status">
      <Progress label={words} />
      <p className="figures text-sm text-ink-2">
        {words}, {seconds} s so far. All of it happens at once or none of it; it does so if you leave this
        page, too.
      </p>
    </div>
  );
}
