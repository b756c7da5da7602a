import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads WooCommerce: the name in two, the country, and says what comes from orders', async () => {
  const file = readFileSync(new URL('fixtures/woocommerce.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('woocommerce');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people[0]?.values).toMatchObject({
    firstName: 'Anna Maria',
    lastName: 'van den Berg',
    country: 'NL',
    city: 'Delft',
  });
  expect(proposal.recipe?.columns.get(5)).toMatchObject({
    field: null,
    note: 'Is worked out here from orders.',
  });
});
