import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads Dotdigital’s own downloads: the opt-in type is consent, a state says otherwise', async () => {
  const file = readFileSync(new URL('fixtures/dotdigital.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('dotdigital');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    { consentState: 'given', consentAt: '2025-01-02T03:04:05.000Z', gender: 'female', postalCode: 'LS1 4AP' },
    { consentState: 'withdrawn' },
    { consentState: 'withdrawn', firstName: 'Tess', lastName: 'Three' },
    { consentState: null },
  ]);
});
