import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Brevo: blacklisted is opted out, SMS is a mobile number without its plus', async () => {
  const file = readFileSync(new URL('fixtures/brevo.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('brevo');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    { mobileE164: '+33612345678', consentState: 'withdrawn', smsConsentState: null },
    { firstName: 'Hugo', consentState: null, smsConsentState: 'withdrawn' },
  ]);
});
