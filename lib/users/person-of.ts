import type { Actor, Role } from '../actor';

type Person = { id: bigint; name: string; email: string; role: Role; lacksSecondFactor?: boolean };

export const personOf = (user: Person): Extract<Actor, { kind: 'person' }> => ({
  kind: 'person',
  userId: String(user.id),
  name: user.name,
  email: user.email,
  role: user.role,
  ...(user.lacksSecondFactor ? { lacksSecondFactor: true } : {}),
});
