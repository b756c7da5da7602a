import type { Context } from '../../context';
import { openSecret, sealSecret } from '../../secrets';
import type { PersonRef } from '../person/person';

const binding = (id: bigint): string => `erasures:${id}:person`;

/** Who is being erased, kept until it has ended. */
export function sealPerson(ctx: Pick<Context, 'config'>, id: bigint, person: PersonRef) {
  const { keyId, ciphertext } = sealSecret(ctx.config.keyring, binding(id), JSON.stringify(person));
  return { keyId, sealed: ciphertext };
}

export function openPerson(
  ctx: Pick<Context, 'config'>,
  { id, keyId, sealed }: { id: bigint; keyId: string | null; sealed: Uint8Array | null },
): PersonRef | null {
  if (keyId === null || sealed === null) return null;
  const ciphertext = new Uint8Array(sealed);
  return JSON.parse(openSecret(ctx.config.keyring, binding(id), { keyId, ciphertext })) as PersonRef;
}
