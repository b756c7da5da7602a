import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Oro: first e-mail, phone and address of a contact', async () => {
  const file = readFileSync(new URL('fixtures/oro.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('oro');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people[0]).toMatchObject({
    values: {
      externalId: '5',
      email: 'jerry@oro.example',
      phoneE164: '+15852551127',
      birthday: '1973-05-25',
      country: 'US',
    },
    tags: ['key', 'east'],
  });
});
