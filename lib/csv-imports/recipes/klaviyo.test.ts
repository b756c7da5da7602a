import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Klaviyo: never subscribed and suppressed are not to be mailed, consent keeps its time', async () => {
  const file = readFileSync(new URL('fixtures/klaviyo.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('klaviyo');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    {
      ...{ consentState: 'given', consentAt: '2025-02-03T04:05:06.000Z', country: 'GB', source: 'Form' },
      smsConsentState: 'withdrawn',
    },
    { consentState: 'withdrawn', smsConsentState: null },
    {
      consentState: 'withdrawn',
      ...{ smsConsentState: 'given', smsConsentAt: '2025-03-04T05:06:07.000Z' },
    },
  ]);
});
