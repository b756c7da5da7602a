'use client';

import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { leave } from '@/components/forms/unsaved';
import { SessionGate } from '@/components/session/session-gate';
import { tellTabs } from '@/components/session/tabs';
import { AppShell } from '@/components/shell/app-shell';
import type { NavState } from '@/components/shell/nav';
import { proveAgainAction } from '../account/actions';

type HubShellProps = {
  /** What the company's own sign-in is called. */
  provider: string | null;
  person: { id: string; name: string; email: string; role: string };
  nav: NavState;
  actions: { label: string; href: string }[];
  children: ReactNode;
};

export function HubShell({ children, provider, ...shell }: HubShellProps) {
  return (
    <SessionGate person={shell.person} prove={proveAgainAction} provider={provider}>
      <AppShell {...shell} signOut={signOutHere}>
        {children}
      </AppShell>
    </SessionGate>
  );
}

async function signOutHere(): Promise<void> {
  await signOut({ redirect: false });
  tellTabs({ kind: 'left' });
  // A full load: nothing of this person stays in the page's memory.
  leave(() => window.location.replace('/sign-in'));
}
