'use client';

import type { ReactNode } from 'react';

import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { Conflict } from './use-record-save';

type ConflictNoticeProps = {
  conflict: Conflict;
  noun: string;
  /** What stands now, and what saving again does. */ children: ReactNode;
  action?: ReactNode;
};

/** Somebody else saved first: who, when, what. Nothing of either is lost. */
export function ConflictNotice({ conflict, noun, children, action }: ConflictNoticeProps) {
  const { by, at, changes, also } = conflict;
  return (
    <Notice
      tone="warn"
      title={`${by ?? 'Someone'} changed this ${noun} while you had it open.`}
      action={action}
    >
      <Time at={at} />
      {changes.length + also.length > 0 && (
        <ul aria-label="Changed meanwhile" className="my-1 grid list-disc gap-0.5 pl-5">
          {changes.map((change) => (
            <li key={change.name}>
              {change.label}: {change.before || 'empty'} →{' '}
              <span className="font-medium">{change.now || 'empty'}</span>
            </li>
          ))}
          {also.map((one, n) => (
            <li key={n}>
              {one.title}
              {one.detail && (
                <>
                  : <span className="font-medium">{one.detail}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>{children}</p>
    </Notice>
  );
}
