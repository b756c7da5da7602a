import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Magento: name, state and group of the customer grid', async () => {
  const file = readFileSync(new URL('fixtures/magento.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('magento');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people[0]?.values).toMatchObject({
    externalId: '12',
    firstName: 'Olga',
    lastName: 'Ivanova',
    country: 'CZ',
    region: 'Praha',
    gender: 'female',
    birthday: '1985-07-14',
    postalCode: '11000',
  });
});
