'use client';

import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useInstantPage } from '@/components/ui/use-instant';
import type { SessionView } from '@/lib/users/schemas';
import { endOtherSessionsAction, endOwnSessionAction } from '../actions';

export function SessionsCard({ sessions: rendered }: { sessions: SessionView[] }) {
  const [sessions, instantly] = useInstantPage(rendered);
  const end = ({ id }: SessionView): void =>
    instantly({
      action: () => endOwnSessionAction({ id }),
      shows: (now) => now.filter((one) => one.id !== id),
      refused: 'Not signed out',
    });
  return (
    <Card>
      <CardHeader title="Where you are signed in" />
      <CardBody>
        <ul aria-label="Where you are signed in" className="divide-y divide-line">
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
                <Button size="sm" aria-label={`Sign out ${session.device}`} onClick={() => end(session)}>
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      </CardBody>
      <CardFooter
        right={
          sessions.length > 1 && (
            <ConfirmDialog
              trigger={<Button size="sm">Sign out everywhere else</Button>}
              title="Sign out everywhere else"
              goes="Every other browser in which you are signed in asks for the password at the next click."
              stays="Here you stay signed in. API tokens go on working."
              confirm="Sign out everywhere else"
              onConfirm={async () => {
                const result = await endOtherSessionsAction({});
                if (result.ok) toast.good('You are signed in here alone');
                return result;
              }}
            />
          )
        }
      >
        A session ends after an hour without a click, and after 12 hours.
      </CardFooter>
    </Card>
  );
}
