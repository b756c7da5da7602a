export type Role = 'viewer' | 'marketer' | 'admin';

/** Who asks: a person who signed in, or the product itself (a job, a script). */
export type Actor =
  | {
      kind: 'person';
      userId: string;
      name: string;
      email: string;
      role: Role;
      /** Their role demands a second factor and they have none: until they do, nothing but setting one up is theirs. */
      lacksSecondFactor?: true;
    }
  | { kind: 'system'; name: string };

export const actorLabel = (actor: Actor): string => (actor.kind === 'person' ? actor.email : actor.name);

export const actorUserId = (actor: Actor): bigint | null =>
  actor.kind === 'person' ? BigInt(actor.userId) : null;
