import { createHash, randomBytes } from 'node:crypto';

/** How long a sign-in that has begun may come back. */
export const signInMinutes = 10;

export const newState = (): string => randomBytes(32).toString('base64url');

export const hashOfState = (state: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(state).digest());

export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

export const verifierBinding = (stateHash: Uint8Array): string =>
  `studio_sign_ins:${Buffer.from(stateHash).toString('hex')}:verifier`;

export const tokenBinding = (userId: bigint, integrationId: bigint): string =>
  `studio_access:${userId}:${integrationId}:refresh_token`;
