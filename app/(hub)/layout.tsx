import type { ReactNode } from 'react';
import { requireContext } from '@/app/_server/require-context';
import { may, type Permission } from '@/lib/permissions';
import { readMenuState } from '@/lib/sync-runs';
import { HubShell } from './_components/hub-shell';

/** What a place shows; who may not read that doesn't find it in the menu. */
const placePermissions: Record<string, Permission> = {
  '/contacts': 'crm.read',
  '/leads': 'crm.read',
  '/customers': 'crm.read',
  '/imports': 'crm.import',
  '/marketing-lists': 'lists.read',
  '/dotdigital/email-studio': 'studio.use',
  '/integrations': 'integrations.read',
  '/sync-runs': 'runs.read',
  '/users': 'users.read',
  '/audit-log': 'audit.read',
  '/privacy': 'privacy.read',
  '/settings': 'crm.fields',
};

export default async function HubLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new Error('only people see pages');
  const actions = [
    ...(may(actor, 'lists.write') ? [{ label: 'Create Marketing List', href: '/marketing-lists/new' }] : []),
    ...(may(actor, 'crm.import') ? [{ label: 'Import contacts', href: '/imports/new' }] : []),
    ...(may(actor, 'integrations.write') ? [{ label: 'Create Integration', href: '/integrations/new' }] : []),
  ];
  const hidden = Object.entries(placePermissions).flatMap(([href, permission]) =>
    may(actor, permission) ? [] : [href],
  );
  return (
    <HubShell
      provider={ctx.config.provider?.name ?? null}
      person={{ id: actor.userId, name: actor.name, email: actor.email, role: actor.role }}
      nav={{ ...(await readMenuState(ctx)), hidden }}
      actions={actions}
    >
      {children}
    </HubShell>
  );
}
