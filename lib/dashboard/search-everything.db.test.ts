import { expect, it } from 'vitest';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { searchEverything } from './index';

it('finds people of every kind by any word of theirs, each where they stand, and every sign means itself', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const made = await createRecords(ctx.db.prisma, 3, (n) => ({
    entity: (['contact', 'lead', 'customer'] as const)[n],
    firstName: 'Zenobia',
    lastName: `Quill${n}`,
    email: `quill.${n}@example.com`,
    company: n === 2 ? '50%_off Ltd' : null,
  }));
  const hrefs = async (text: string): Promise<string[]> =>
    (await searchEverything(ctx, text)).flatMap(({ items }) => items.map(({ href }) => href));
  const [contact, lead, customer] = made.map(({ id }) => id);

  expect(new Set(await hrefs('zenobia quill'))).toEqual(
    new Set([`/contacts/${contact}`, `/leads/${lead}`, `/customers/${customer}`]),
  );
  expect(await hrefs('quill.1@')).toEqual([`/leads/${lead}`]);
  expect(await hrefs('50%_OFF')).toEqual([`/customers/${customer}`]);
  expect(await hrefs('5%f')).toEqual([]);
  expect(await hrefs('z')).toEqual([]);
});
