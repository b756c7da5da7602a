import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads HubSpot: opted out of anything is opted out, an unknown owner costs nobody', async () => {
  const file = readFileSync(new URL('fixtures/hubspot.csv', import.meta.url));
  const { proposal, people, refused } = await readPeople(file);
  expect(proposal.recipe?.recipe.name).toBe('hubspot');
  expect(proposal.questions.filter(({ answer }) => answer === null)).toEqual([]);
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values)).toMatchObject([
    {
      externalId: '7',
      company: 'Fjell AS',
      region: 'Oslo',
      country: 'NO',
      source: 'OFFLINE',
      website: 'https://fjell.example',
    },
    { consentState: 'withdrawn' },
    { consentState: 'withdrawn' },
  ]);
  expect(people[0]?.left).toEqual(['ownerId']);
  expect(people[0]?.values.consentState).toBeNull();
});

it('knows HubSpot by what it calls its ids now', async () => {
  const { proposal, people } = await readPeople(
    'Record ID - Contact,First Name,Email,Unsubscribed from all email\n17,Ada,a@hub.example,true\n',
  );
  expect(proposal.recipe?.recipe.name).toBe('hubspot');
  expect(people[0]?.values).toMatchObject({ externalId: '17', consentState: 'withdrawn' });
});
