import { hash, verify } from '@node-rs/argon2';
import { inHashQueue, type Turn } from './hash-queue';

/** OWASP's argon2id setting (reliability.md check 12). */
const setting = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> =>
  inHashQueue('known', () => hash(password.normalize('NFC'), setting));

let dummyHash: Promise<string> | undefined;

/** Takes the same time whether or not there is such a person. */
export async function verifyPassword(
  stored: string | null | undefined,
  password: string,
  turn: Turn = 'known',
): Promise<boolean> {
  dummyHash ??= hashPassword('no one has this password');
  const against = stored ?? (await dummyHash);
  const matches = await inHashQueue(turn, () => verify(against, password.normalize('NFC')));
  return stored ? matches : false;
}
