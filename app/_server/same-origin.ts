import { headers } from 'next/headers';
import { webEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isOwnOrigin } from '@/lib/own-origin';

/** Refuses a changing request that another site could have sent, a missing Origin included (reliability.md P2). */
export async function requireSameOrigin(): Promise<void> {
  const sent = await headers();
  if (isOwnOrigin(sent.get('origin'), webEnv().nextauthUrl)) return;
  throw new AppError('forbidden', 'request from another origin', {
    userMessage: 'This request did not come from Dotbridge itself, so nothing was done.',
  });
}
