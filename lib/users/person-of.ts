import type { Actor, Role, SeenByOwner } from '../actor';

type Person = {
  id: bigint;
  name: string;
  email: string;
  role: Role;
  lacksSecondFactor?: boolean;
  seesPeople?: boolean;
  teammates?: readonly string[];
  byOwner?: SeenByOwner | null;
};

export const personOf = (user: Person): Extract<Actor, { kind: 'person' }> => ({
  kind: 'person',
  userId: String(user.id),
  name: user.name,
  email: user.email,
  role: user.role,
  ...(user.lacksSecondFactor ? { lacksSecondFactor: true } : {}),
  ...(user.seesPeople ? { seesPeople: 'by reading' } : {}),
  ...(user.teammates?.length ? { teammates: user.teammates } : {}),
  ...(user.byOwner ? { byOwner: user.byOwner } : {}),
});
