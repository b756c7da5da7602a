import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getUser } from '@/lib/users';
import { UserRef } from '@/lib/users/schemas';

export const shownUser = pageSubject('users.read', (ctx, given: { id: string }) =>
  getUser(ctx, parseInput(UserRef, given)),
);
