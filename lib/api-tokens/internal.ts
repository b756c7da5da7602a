import { createHash, randomBytes } from 'node:crypto';

const prefix = 'dbr_';
/** 192 random bits. */
const randomByteCount = 24;
const wellFormed = /^dbr_[A-Za-z0-9_-]{32}$/;
const shownLength = 8;

export const makeToken = (): string => prefix + randomBytes(randomByteCount).toString('base64url');

export const isWellFormed = (token: string): boolean => wellFormed.test(token);

/** The only form in which a token is stored. It is random throughout, so it needs neither salt nor a slow hash. */
export const hashToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest());

export const shownPrefix = (token: string): string => token.slice(0, shownLength);
