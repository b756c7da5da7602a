import type { Db } from '../../lib/db';
import type { Keyring } from '../../lib/secrets';
import { bad, good, note, type Finding } from './finding';

/** Which keys the stored secrets need, and whose secrets can't be read for want of one. */
export async function examineSecrets(db: Db, keyring: Keyring): Promise<Finding[]> {
  const { rows } = await db.pool.query<{ key: string; whose: string[] }>(
    `SELECT key, array_agg(DISTINCT whose ORDER BY whose) AS whose FROM (
       SELECT s.key_id AS key, i.name AS whose FROM integration_secrets s JOIN integrations i ON i.id = s.integration_id WHERE i.deleted_at IS NULL
       UNION ALL
       SELECT m.key_id, 'mails that wait' FROM mails m WHERE m.key_id IS NOT NULL
       UNION ALL
       SELECT f.key_id, 'second factors' FROM second_factors f
       UNION ALL
       SELECT a.key_id, i.name || ' (Email Studio of ' || u.email || ')' FROM studio_access a
         JOIN integrations i ON i.id = a.integration_id JOIN users u ON u.id = a.user_id WHERE a.key_id IS NOT NULL
     ) s GROUP BY key ORDER BY key`,
  );
  const lost = rows.filter(({ key }) => !keyring.keys.has(key));
  const old = rows.filter(({ key }) => keyring.keys.has(key) && key !== keyring.primary);
  return [
    lost.length > 0
      ? bad(
          'Stored secrets',
          lost
            .map(
              ({ key, whose }) =>
                `key ${key} is missing from ENCRYPTION_KEYS, needed by ${whose.join(', ')}.`,
            )
            .join(' '),
        )
      : good('Stored secrets', 'every one opens with a key that is here.'),
    ...(old.length > 0
      ? [
          note(
            'Stored secrets',
            `still under ${old.map(({ key }) => key).join(', ')}: npm run keys:rotate, then those keys can go.`,
          ),
        ]
      : []),
  ];
}
