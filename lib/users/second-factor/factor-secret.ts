import { openSecret, sealSecret, type Keyring } from '../../secrets';

type StoredFactor = { id: string; keyId: string; ciphertext: Uint8Array };

export const sealFactor = (keyring: Keyring, id: string, secret: string) =>
  sealSecret(keyring, bindingOf(id), secret);

export const openFactor = (keyring: Keyring, { id, keyId, ciphertext }: StoredFactor): string =>
  openSecret(keyring, bindingOf(id), { keyId, ciphertext: new Uint8Array(ciphertext) });

const bindingOf = (id: string): string => `second_factors:${id}:secret`;
