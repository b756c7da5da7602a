import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Google Contacts: the first of several values, phones by their label, labels as tags', async () => {
  const file = readFileSync(new URL('fixtures/google-contacts.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('google-contacts');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values, tags }) => ({ ...values, tags }))).toMatchObject([
    {
      email: 'signe@havn.example',
      mobileE164: '+4740612345',
      phone: '22 34 56 78',
      company: 'Havn AS',
      jobTitle: 'Editor',
      birthday: '1981-02-03',
      street: 'Storgata 4',
      country: 'NO',
      tags: ['Press'],
    },
    {
      email: 'luc@petit.example',
      phoneE164: '+33199001234',
      birthdayMonthDay: '06-14',
      city: 'Lyon',
      tags: [],
    },
  ]);
});

it('reads the file that Google wrote before, where the kind of a number is called its type', async () => {
  const { proposal, people } = await readPeople(
    'Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value\nAda,L,* myContacts ::: VIP,Work,a@old.example,Mobile,+44 7911 123456\n',
  );
  expect(proposal.recipe?.recipe.name).toBe('google-contacts');
  expect(people).toMatchObject([{ values: { mobile: '+44 7911 123456' }, tags: ['VIP'] }]);
});
