'use server';

import { defineAction } from '@/app/_server/define-action';
import { createApiToken, revokeApiToken } from '@/lib/api-tokens';
import { ApiTokenId, CreateApiToken } from '@/lib/api-tokens/schemas';

export const createApiTokenAction = defineAction({
  input: CreateApiToken,
  run: createApiToken,
  stepUp: true,
  revalidate: ['/api-tokens'],
});
export const revokeApiTokenAction = defineAction({
  input: ApiTokenId,
  run: revokeApiToken,
  revalidate: ['/api-tokens'],
});
