import { Secret, TOTP } from 'otpauth';

const secretBytes = 20;
const periodSeconds = 30;

export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32;

/** For a phone to read: what the app shows it as, and how its codes are made (what every app takes for granted: SHA-1, six digits, half a minute). */
export const totpAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

/** In which half-minute the code was made; null: it isn't one of now. Clocks may differ by half a minute. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 });
  return delta === null ? null : Math.floor(at.getTime() / (periodSeconds * 1_000)) + delta;
}

/** What an app shows in that half-minute. */
export const totpCode = (secret: string, at: Date): string =>
  totpOf(secret).generate({ timestamp: at.getTime() });

const totpOf = (secret: string, label = 'Dotbridge'): TOTP =>
  new TOTP({ issuer: 'Dotbridge', label, secret, digits: 6, period: periodSeconds, algorithm: 'SHA1' });
