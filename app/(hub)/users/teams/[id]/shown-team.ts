import { parseInput } from '@/app/_server/define-action';
import { pageSubject } from '@/app/_server/page-subject';
import { getTeam } from '@/lib/users';
import { TeamRef } from '@/lib/users/schemas';

export const shownTeam = pageSubject('users.write', (ctx, given: { id: string }) =>
  getTeam(ctx, parseInput(TeamRef, given)),
);
