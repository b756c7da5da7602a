import type { RowAction } from '@/components/ui/data-table';
import { auditHref } from '@/lib/audit/schemas';
import type { UserView } from '@/lib/users/schemas';
import type { Asked } from './user-dialogs';

/** What an admin does to a person's access, in the grid and on the person's page; each is asked first. */
export function userActions(user: UserView, selfId: string, onAsk: (asked: Asked) => void): RowAction[] {
  const gone = user.state === 'deactivated' ? 'Deactivated.' : undefined;
  const ask = (what: Asked['what']) => () => onAsk({ what, user });
  return [
    { label: 'Change role', onSelect: ask('role') },
    {
      label: user.state === 'invited' ? 'Invite again' : 'Reset password',
      onSelect: ask('link'),
      disabled: gone,
    },
    {
      label: 'Reset second factor',
      onSelect: ask('factor'),
      disabled: user.hasSecondFactor ? undefined : 'They have none.',
    },
    { label: 'Sign out everywhere', onSelect: ask('sign-out'), disabled: gone },
    { label: 'Audit Log', href: auditHref('user', user.id) },
    user.state === 'deactivated'
      ? { label: 'Reactivate', onSelect: ask('reactivate'), separate: true }
      : {
          label: 'Deactivate',
          onSelect: ask('deactivate'),
          separate: true,
          tone: 'danger',
          disabled: user.id === selfId ? 'It is you: another admin can.' : undefined,
        },
  ];
}
