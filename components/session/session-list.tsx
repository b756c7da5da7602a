import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Time } from '@/components/ui/time';
import type { SessionView } from '@/lib/users/schemas';

type SessionListProps = {
  label: string;
  sessions: SessionView[];
  onEnd: (session: SessionView) => void;
  /** What stands there where there is none. */
  none?: ReactNode;
};

/** Browsers in which somebody is signed in, each with its way out but for the one that shows them. */
export function SessionList({ label, sessions, onEnd, none }: SessionListProps) {
  if (sessions.length === 0) return <p className="text-ink-2">{none}</p>;
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
          <div className="min-w-0 flex-[1_1_240px]">
            <div className="font-medium">
              {session.device} {session.isThisOne && <Chip tone="good">this one</Chip>}
            </div>
            <div className="text-sm text-ink-3">
              {session.source === null ? 'Signed in ' : `From ${session.source}, signed in `}
              <Time at={session.openedAt} />, last here <Time at={session.lastSeenAt} />
            </div>
          </div>
          {!session.isThisOne && (
            <Button size="sm" aria-label={`Sign out ${session.device}`} onClick={() => onEnd(session)}>
              Sign out
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
