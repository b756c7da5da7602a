import type { ReactNode } from 'react';
import { requireContext } from '@/app/_server/require-context';
import { may } from '@/lib/permissions';
import { readMenuState } from '@/lib/sync-runs';
import { HubShell } from './_components/hub-shell';

export default async function HubLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new Error('only people see pages');
  const actions = [
    ...(may(actor, 'lists.write') ? [{ label: 'Create Marketing List', href: '/marketing-lists/new' }] : []),
    ...(may(actor, 'crm.import') ? [{ label: 'Import contacts', href: '/imports/new' }] : []),
    ...(may(actor, 'integrations.write') ? [{ label: 'Create Integration', href: '/integrations/new' }] : []),
  ];
  return (
    <HubShell
      person={{ name: actor.name, email: actor.email, role: actor.role }}
      nav={await readMenuState(ctx)}
      actions={actions}
    >
      {children}
    </HubShell>
  );
}
