import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/errors';

/** Throws unless the request carries the secret of job routes as its Authorization, letter for letter. */
export function requireCronSecret(request: Request, secret: string | undefined): void {
  if (!secret) {
    throw new AppError('unavailable', 'CRON_SECRET is not set', {
      userMessage: 'No CRON_SECRET is configured, so job routes are off. Set it and restart.',
    });
  }
  const authorization = request.headers.get('authorization');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (authorization === null || !timingSafeEqual(digest(authorization), digest(`Bearer ${secret}`))) {
    throw new AppError('not_signed_in', 'wrong cron secret', {
      userMessage: 'Send Authorization: Bearer with the CRON_SECRET.',
    });
  }
}
