import type { Context } from '../../lib/context';
import { listKeys } from '../../lib/keys';
import { sealedKinds, type KeyView } from '../../lib/keys/schemas';
import { bad, good, note, type Finding } from './finding';

/** Which keys the stored secrets need, and whose secrets can't be read for want of one. */
export async function examineSecrets(ctx: Context): Promise<Finding[]> {
  const { keys } = await listKeys(ctx);
  const missing = keys.filter(({ place }) => place === 'missing');
  const used = keys.filter(({ place, secretCount }) => place === 'other' && secretCount > 0);
  return [
    missing.length > 0
      ? bad(
          'Stored secrets',
          missing
            .map((key) => `key ${key.id} is missing from ENCRYPTION_KEYS, needed by ${neededBy(key)}.`)
            .join(' '),
        )
      : good('Stored secrets', 'every one stands under a key that is here.'),
    ...(used.length > 0
      ? [
          note(
            'Stored secrets',
            `still under ${used.map(({ id }) => id).join(', ')}: npm run keys:rotate, then those keys can go.`,
          ),
        ]
      : []),
  ];
}

const neededBy = ({ uses }: KeyView): string =>
  uses
    .map(({ kind, names }) => {
      const { label } = sealedKinds[kind];
      return names.length > 0 ? `${label} (${names.join(', ')})` : label;
    })
    .join('; ');
