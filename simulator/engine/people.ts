import { writeDate } from './dates';
import { pick, randomStream } from './random';
import type { World } from './world';

const firstNames = [
  'Ada',
  'Bo',
  'Carla',
  'Dmitri',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Keiko',
  'Liam',
  'Maya',
  'Nils',
  'Olga',
  'Priya',
  'Quentin',
  'Rosa',
  'Sven',
  'Tara',
] as const;
const lastNames = [
  'Adler',
  'Berg',
  'Costa',
  'Dubois',
  'Evans',
  'Fischer',
  'Garcia',
  'Haas',
  'Ivanov',
  'Jensen',
  'Kaya',
  'Lopez',
  'Moreau',
  'Novak',
  'Okafor',
  'Patel',
  'Rossi',
  'Silva',
  'Tanaka',
  'Weber',
] as const;

const batch = 5000;

/** Made-up subscribed people, always the same for the same seed; their ids, in order. */
export function makePeople(world: World, account: number, count: number, book?: number): number[] {
  const random = randomStream(world.seed, 'people', account);
  const already = world.store.number('SELECT count(*) AS n FROM contacts WHERE account = ?', account);
  const now = world.now();
  const ids: number[] = [];
  for (let made = 0; made < count; made += batch) {
    const rows = Array.from({ length: Math.min(batch, count - made) }, (_, i) => {
      const first = pick(random, firstNames);
      const last = pick(random, lastNames);
      const data = {
        FIRSTNAME: first,
        LASTNAME: last,
        FULLNAME: `${first} ${last}`,
        LASTSUBSCRIBED: writeDate(now),
      };
      return [
        `${first}.${last}.${already + made + i + 1}@people.example`.toLowerCase(),
        JSON.stringify(data),
      ];
    });
    const inserted = world.store.rows<{ id: number }>(
      `INSERT OR IGNORE INTO contacts (account, email, optIn, emailType, status, data, created, modified)
       SELECT ?, value ->> 0, 'Single', 'Html', 'Subscribed', value ->> 1, ?, ? FROM json_each(?) WHERE true RETURNING id`,
      account,
      now,
      now,
      JSON.stringify(rows),
    );
    for (const { id } of inserted) ids.push(id);
  }
  if (book !== undefined) {
    world.store.run(
      'INSERT OR IGNORE INTO members (book, contact, added) SELECT ?, value, ? FROM json_each(?)',
      book,
      now,
      JSON.stringify(ids),
    );
    world.store.run('UPDATE books SET counted = 0 WHERE id = ?', book);
  }
  return ids;
}
