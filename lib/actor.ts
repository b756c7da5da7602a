/** Of which kinds people see their own and their teams’ alone. */
export type SeenByOwner = { records: boolean; campaigns: boolean };

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
      /** The people of their teams: what these own they see too. */
      teammates?: readonly string[];
      /** What is seen by owner here (decision 80); left out: nothing is. */
      byOwner?: SeenByOwner;
      /** Viewers read people here, masked: `masked` where the database they are handed knows people in no other way (decision 71). */
      seesPeople?: 'by reading' | 'masked';
    }
  | { kind: 'system'; name: string };

export const actorLabel = (actor: Actor): string => (actor.kind === 'person' ? actor.email : actor.name);

export const actorUserId = (actor: Actor): bigint | null =>
  actor.kind === 'person' ? BigInt(actor.userId) : null;
