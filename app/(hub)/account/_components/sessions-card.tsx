'use client';

import { SessionList } from '@/components/session/session-list';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
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
        <SessionList label="Where you are signed in" sessions={sessions} onEnd={end} />
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
