export { countOwnTokens } from './count-own-tokens';
export { createApiToken } from './create-api-token';
export { findTokenBearer, type TokenBearer } from './find-token-bearer';
export {
  claimKey,
  holdSeconds,
  noteEffect,
  outsideOf,
  releaseKey,
  removeOldIdempotencyKeys,
  renewHold,
  sameBytes,
  storeAnswer,
  type Effects,
  type KeyedCall,
  type StoredAnswer,
} from './idempotency';
export { apiTokenGrid, type ApiTokenQuery } from './api-token-grid';
export { listApiTokens } from './list-api-tokens';
export { listExpiringTokens } from './list-expiring-tokens';
export { findDueReminders, remindOfExpiry } from './remind-of-expiry';
export { revokeApiToken } from './revoke-api-token';
export { takeTurn } from './take-turn';
