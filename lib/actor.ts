export type Role = 'viewer' | 'marketer' | 'admin';

/** Who asks: a person who signed in, or the product itself (a job, a script). */
export type Actor =
  | { kind: 'person'; userId: string; name: string; email: string; role: Role }
  | { kind: 'system'; name: string };

export const actorLabel = (actor: Actor): string => (actor.kind === 'person' ? actor.email : actor.name);

export const actorUserId = (actor: Actor): bigint | null =>
  actor.kind === 'person' ? BigInt(actor.userId) : null;
