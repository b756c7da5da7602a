import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Shopify: apostrophes are none of an id, a zip or a number; accepts is consent', async () => {
  const file = readFileSync(new URL('fixtures/shopify.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('shopify');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values, tags }) => ({ ...values, tags }))).toMatchObject([
    {
      externalId: '8810448301122',
      postalCode: '1100',
      phoneE164: '+351912345678',
      consentState: 'given',
      smsConsentState: 'withdrawn',
      tags: ['vip', 'tea'],
    },
    {
      externalId: '8810448301123',
      postalCode: '10100',
      phoneE164: '+390115551234',
      consentState: 'withdrawn',
      smsConsentState: 'given',
    },
  ]);
});
