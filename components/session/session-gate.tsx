'use client';

import { type ReactNode, useEffect, useSyncExternalStore } from 'react';

import { dropDrafts } from '../forms/drafts';
import { LeaveGuard } from '../forms/leave-guard';
import { OtherPerson } from './other-person';
import { PersonContext, type SignedIn } from './person';
import { ProveDialog, type Prove } from './prove-dialog';
import { proofStore } from './prove-again';
import { sessionStore } from './session-over';
import { SignInDialog } from './sign-in-dialog';
import { hearTabs, tellTabs } from './tabs';

type SessionGateProps = { person: SignedIn; prove: Prove; provider: string | null; children: ReactNode };

/** `provider`: what the company's own sign-in is called. Around all pages of a signed-in person: whose they are, what happens when the session ends or it hurts, and that nothing typed is left unasked. */
export function SessionGate({ person, prove, provider, children }: SessionGateProps) {
  const state = useSyncExternalStore(sessionStore.subscribe, sessionStore.read, sessionStore.readOnServer);
  const asked = useSyncExternalStore(proofStore.subscribe, proofStore.read, proofStore.readOnServer);
  useEffect(() => {
    dropDrafts({ butOf: person.id });
    tellTabs({ kind: 'here', personId: person.id });
    return hearTabs((told) => {
      if (told.kind === 'left') dropDrafts();
      else if (told.personId === person.id) sessionStore.back();
      else sessionStore.takenByOther();
    });
  }, [person.id]);
  return (
    <PersonContext value={person}>
      {state.kind === 'other' ? <OtherPerson person={person} /> : children}
      {asked && <ProveDialog by={asked.by} prove={prove} provider={provider} />}
      {state.kind === 'over' && <SignInDialog person={person} provider={provider} />}
      <LeaveGuard />
    </PersonContext>
  );
}
