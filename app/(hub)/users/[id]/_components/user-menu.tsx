'use client';

import { useState } from 'react';
import { usePerson } from '@/components/session/person';
import { MenuActions } from '@/components/ui/data-table';
import { DropdownMenu, DropdownMenuContent } from '@/components/ui/dropdown-menu';
import { MoreTrigger } from '@/components/ui/more-trigger';
import type { UserView } from '@/lib/users/schemas';
import { userActions } from '../../_components/user-actions';
import { type Asked, UserDialogs } from '../../_components/user-dialogs';

/** What the grid offers for a person, on their page. */
export function UserMenu({ user, byMail }: { user: UserView; byMail: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const self = usePerson();
  return (
    <>
      <DropdownMenu>
        <MoreTrigger />
        <DropdownMenuContent align="end">
          <MenuActions actions={userActions(user, self.id, setAsked)} />
        </DropdownMenuContent>
      </DropdownMenu>
      {asked && <UserDialogs asked={asked} byMail={byMail} onClose={() => setAsked(null)} />}
    </>
  );
}
