'use client';

import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Time } from '../ui/time';
import type { Restored } from './use-draft';
import { agree } from '@/lib/format';

type DraftNoticeProps = { restored: Restored | null; discard: () => void; className?: string };

/** What was typed before stands in the form again: since when, and how to begin anew. */
export function DraftNotice({ restored, discard, className }: DraftNoticeProps) {
  if (!restored) return null;
  const { begunAt, isOlder, bothCount, withoutSecrets } = restored;
  return (
    <Notice
      tone={isOlder ? 'warn' : 'info'}
      title={
        <>
          You began this <Time at={begunAt} />.
        </>
      }
      className={className}
      action={
        <Button size="sm" onClick={discard}>
          Discard what I typed
        </Button>
      }
    >
      What you typed stands here again.
      {isOlder && ' Somebody saved changes meanwhile: they stand beside yours.'}
      {bothCount > 0 &&
        ` Where you both changed the same ${agree(bothCount, 'field', `${bothCount} fields`)}, yours stands.`}
      {withoutSecrets && ' Passwords are not kept.'}
    </Notice>
  );
}
