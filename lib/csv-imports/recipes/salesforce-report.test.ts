import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads a Salesforce report: title lines and foot are no people, 1 in Email Opt Out is no mail', async () => {
  const file = readFileSync(new URL('fixtures/salesforce-report.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('salesforce-report');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    {
      firstName: 'Amy',
      company: 'Orbit Inc',
      postalCode: '73301',
      country: 'US',
      consentState: 'withdrawn',
      externalId: '0035g00001',
    },
    { firstName: 'Raj', consentState: null, jobTitle: 'CTO' },
  ]);
  expect(people).toHaveLength(2);
});
