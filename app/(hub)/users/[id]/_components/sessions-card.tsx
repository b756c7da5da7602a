'use client';

import { useState } from 'react';
import { SessionList } from '@/components/session/session-list';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { useInstantPage } from '@/components/ui/use-instant';
import type { SessionView, UserView } from '@/lib/users/schemas';
import { UserDialogs } from '../../_components/user-dialogs';
import { endUserSessionAction } from '../../actions';

type SessionsCardProps = { user: UserView; sessions: SessionView[]; byMail: boolean };

export function SessionsCard({ user, sessions: rendered, byMail }: SessionsCardProps) {
  const [sessions, instantly] = useInstantPage(rendered);
  const [asking, setAsking] = useState(false);
  const end = ({ id }: SessionView): void =>
    instantly({
      action: () => endUserSessionAction({ id: user.id, sessionId: id }),
      shows: (now) => now.filter((one) => one.id !== id),
      refused: 'Not signed out',
    });
  return (
    <Card aria-label="Where they are signed in">
      <CardHeader title="Where they are signed in" />
      <CardBody>
        <SessionList
          label="Where they are signed in"
          sessions={sessions}
          onEnd={end}
          none="They are signed in nowhere."
        />
      </CardBody>
      <CardFooter
        right={
          sessions.length > 0 && (
            <Button size="sm" onClick={() => setAsking(true)}>
              Sign out everywhere
            </Button>
          )
        }
      >
        A session ends after an hour without a click, and after 12 hours.
      </CardFooter>
      {asking && (
        <UserDialogs asked={{ what: 'sign-out', user }} byMail={byMail} onClose={() => setAsking(false)} />
      )}
    </Card>
  );
}
