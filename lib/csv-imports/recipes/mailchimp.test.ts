import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Mailchimp: when somebody opted in, that they were cleaned or left, and birthdays without a year', async () => {
  const file = readFileSync(new URL('fixtures/mailchimp.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('mailchimp');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values, tags }) => ({ ...values, tags }))).toMatchObject([
    {
      consentState: 'given',
      consentAt: '2024-01-05T08:04:10.000Z',
      country: 'GB',
      externalId: 'e1',
      birthdayMonthDay: '03-07',
      tags: ['vip', 'press'],
    },
    {
      consentState: 'withdrawn',
      consentAt: '2024-06-01T10:00:00.000Z',
      country: 'DE',
      birthdayMonthDay: '12-25',
    },
    { consentState: 'withdrawn', consentAt: '2024-07-01T10:00:00.000Z' },
  ]);
});
