'use server';

import { defineAction } from '@/app/_server/define-action';
import { createApiToken, revokeApiToken } from '@/lib/api-tokens';
import { ApiTokenId, CreateApiToken } from '@/lib/api-tokens/schemas';

const create = defineAction({ input: CreateApiToken, run: createApiToken, revalidate: ['/api-tokens'] });
const revoke = defineAction({ input: ApiTokenId, run: revokeApiToken, revalidate: ['/api-tokens'] });

export async function createApiTokenAction(input: unknown) {
  return create(input);
}

export async function revokeApiTokenAction(input: unknown) {
  return revoke(input);
}
