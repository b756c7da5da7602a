'use client';

import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/shell/app-shell';
import type { NavState } from '@/components/shell/nav';

type HubShellProps = {
  person: { name: string; email: string; role: string };
  nav: NavState;
  actions: { label: string; href: string }[];
  children: ReactNode;
};

export function HubShell({ children, ...shell }: HubShellProps) {
  return (
    <AppShell {...shell} signOut={leave}>
      {children}
    </AppShell>
  );
}

async function leave(): Promise<void> {
  await signOut({ redirect: false });
  // A full load: nothing of this person stays in the page's memory.
  window.location.replace('/sign-in');
}
