import { hash, verify } from '@node-rs/argon2';

/** OWASP's argon2id setting (reliability.md check 12). */
const setting = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), setting);

let dummyHash: Promise<string> | undefined;

/** Takes the same time whether or not there is such a person. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  dummyHash ??= hashPassword('no one has this password');
  const matches = await verify(stored ?? (await dummyHash), password.normalize('NFC'));
  return stored ? matches : false;
}
