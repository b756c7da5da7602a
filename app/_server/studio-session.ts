import { cookies } from 'next/headers';
import { currentSessionId } from '@/lib/auth';
import { webEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { frameCookie, sealFrameOrigin } from '@/lib/frame-origin';
import { studioPath } from '@/lib/studio-path';

/** The address to register at Dotdigital: always of NEXTAUTH_URL, whatever host a request names. */
export const studioCallbackUrl = (): string => `${webEnv().nextauthUrl}${studioPath}/callback`;

export const ownOrigin = (): string => new URL(webEnv().nextauthUrl).origin;

/** Who signs in at Dotdigital does so in this session alone. */
export async function studioSession(): Promise<{ sessionId: string; callbackUrl: string }> {
  const sessionId = await currentSessionId();
  if (sessionId === null) throw new AppError('not_signed_in', 'no session');
  return { sessionId, callbackUrl: studioCallbackUrl() };
}

/** Lets the Email Studio page, and no other, show this origin in a frame (proxy.ts reads it). */
export async function allowFrame(origin: string): Promise<void> {
  const { nextauthUrl, nextauthSecret } = webEnv();
  (await cookies()).set(frameCookie, sealFrameOrigin(origin, nextauthSecret), {
    httpOnly: true,
    sameSite: 'lax',
    secure: nextauthUrl.startsWith('https:'),
    path: studioPath,
  });
}
