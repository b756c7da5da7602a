import type { BookWorld } from './book-world';
import { timed } from './big-world';

type Person = { email_key: string; first_name: string; last_name: string };

/**
 * The obvious way to fill a book: for each person a call that puts them there and an upsert of what is known of them, so many at a time.
 * Answers seconds.
 */
export async function fillOneByOne(
  { ctx, control, sandboxUrl }: BookWorld,
  { people, atATime, name }: { people: number; atATime: number; name: string },
): Promise<number> {
  const { prisma, pool } = ctx.db;
  const integration = await prisma.integration.findFirstOrThrow();
  const { id: dotdigitalId } = await control<{ id: number }>('/address-books', { name });
  const { id: addressBookId } = await prisma.addressBook.create({
    data: { integrationId: integration.id, dotdigitalId, name, visibility: 'Private' },
  });
  const { rows } = await pool.query<Person>(
    'SELECT email_key, first_name, last_name FROM crm_records ORDER BY id LIMIT $1',
    [people],
  );
  const headers = {
    authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    'content-type': 'application/json',
  };
  const send = async (person: Person): Promise<void> => {
    const answer = await fetch(`${sandboxUrl}/v2/address-books/${dotdigitalId}/contacts`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        email: person.email_key,
        dataFields: [
          { key: 'FIRSTNAME', value: person.first_name },
          { key: 'LASTNAME', value: person.last_name },
        ],
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
    const known = { present: true, putThereByUs: true, sentAt: new Date() };
    await prisma.bookMember.upsert({
      where: { addressBookId_emailKey: { addressBookId, emailKey: person.email_key } },
      create: { addressBookId, emailKey: person.email_key, ...known },
      update: known,
    });
  };
  const { ms } = await timed(async () => {
    for (let n = 0; n < rows.length; n += atATime) await Promise.all(rows.slice(n, n + atATime).map(send));
  });
  return ms / 1000;
}
