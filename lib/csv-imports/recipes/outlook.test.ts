import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Outlook: one address and not parts of two, home where business is empty, no day as none', async () => {
  const file = readFileSync(new URL('fixtures/outlook.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('outlook');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    { firstName: 'Ines', city: 'Porto', country: 'PT', birthday: '1979-12-25', jobTitle: 'Chemist' },
    { phoneE164: '+49301234567', street: 'Weg 2', city: 'Berlin', country: 'DE', birthday: null },
  ]);
  expect(people[0]?.values.street).toBeNull();
  expect(people.flatMap(({ left }) => left)).toEqual([]);
});
