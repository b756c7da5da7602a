import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads cards of an address book, a birthday without its year too', async () => {
  const file = readFileSync(new URL('fixtures/apple.vcf', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('apple');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values, tags }) => ({ ...values, tags }))).toMatchObject([
    {
      firstName: 'Ngozi',
      lastName: 'Okafor',
      email: 'ngozi@delta.example',
      mobileE164: '+447911123456',
      phoneE164: '+442079460018',
      company: 'Delta Works',
      street: '12 Elm Street',
      country: 'GB',
      birthdayMonthDay: '03-07',
      tags: ['Friends', 'Choir'],
    },
    { firstName: 'Jean', lastName: 'Martin', email: 'jean@martin.example', birthday: '1985-07-14' },
  ]);
});
