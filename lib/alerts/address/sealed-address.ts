import type { Config } from '../../context';
import { openSecret, sealSecret, type SealedSecret } from '../../secrets';

/** `secret`: what signs a webhook; null for a chat. */
export type AddressSecret = { url: string; secret: string | null };

type Asker = { config: Config };

const bindingOf = (readerId: bigint): string => `alert_addresses.${readerId}`;

export const sealAddress = ({ config }: Asker, readerId: bigint, address: AddressSecret) =>
  sealSecret(config.keyring, bindingOf(readerId), JSON.stringify(address));

export const openAddress = (
  { config }: Asker,
  readerId: bigint,
  { keyId, ciphertext }: SealedSecret,
): AddressSecret =>
  JSON.parse(
    openSecret(config.keyring, bindingOf(readerId), { keyId, ciphertext: new Uint8Array(ciphertext) }),
  ) as AddressSecret;
