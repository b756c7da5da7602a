import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names the one foreign origin that the Email Studio page may show in a frame; signed, so that nobody else can name one. */
export const frameCookie = 'dotbridge.studio-frame';

const signature = (text: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`studio-frame:${text}`).digest();

export function sealFrameOrigin(origin: string, secret: string): string {
  const text = Buffer.from(origin).toString('base64url');
  return `${text}.${signature(text, secret).toString('base64url')}`;
}

/** The origin, bare (scheme, host, port); null where the cookie is missing, altered or of another secret. */
export function readFrameOrigin(cookie: string | undefined, secret: string | undefined): string | null {
  const [text, signed] = cookie?.split('.') ?? [];
  if (!text || !signed || !secret) return null;
  const [given, real] = [Buffer.from(signed, 'base64url'), signature(text, secret)];
  if (given.length !== real.length || !timingSafeEqual(given, real)) return null;
  const origin = Buffer.from(text, 'base64url').toString();
  return URL.canParse(origin) && new URL(origin).origin === origin ? origin : null;
}
