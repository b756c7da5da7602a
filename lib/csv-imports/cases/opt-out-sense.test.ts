import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

const stateOf = async (heading: string, answers: readonly string[], given = {}) => {
  const rows = answers.map((answer, n) => `p${n}@sense.example,Name ${n},${answer}`);
  const read = await readPeople(`email,first name,${heading}\n${rows.join('\n')}\n`, given);
  if (read.proposal.questions.every(({ answer }) => answer !== null)) expect(read.refused).toEqual([]);
  return {
    ...read,
    states: read.people.map(({ values }) => values.consentState ?? 'unknown'),
    open: read.proposal.questions.filter(({ answer }) => answer === null).map(({ code }) => code),
  };
};

it.each([
  ...[
    'Email Opt Out',
    'Opted out',
    'HasOptedOutOfEmail',
    'Unsubscribed from all email',
    'Do not mail',
    'Do Not Email',
  ],
  ...[
    'EMAIL_BLACKLISTED',
    'Bounced',
    'Hard bounce',
    'Suppressed',
    'No newsletter',
    'Email opt-out?',
    'is_unsubscribed',
  ],
  ...[
    'Abgemeldet',
    'Newsletter abbestellt',
    'Kein Newsletter',
    'Werbesperre',
    'Keine E-Mails',
    'Widerspruch Werbung',
  ],
  ...['Désabonné', 'Désinscrit', 'Pas de newsletter', 'Liste noire', 'Baja', 'Dado de baja', 'Lista negra'],
  ...[
    'Disiscritto',
    'Non inviare email',
    'Uitgeschreven',
    'Geen nieuwsbrief',
    'Afgemeld',
    'Wypisany',
    'Bez newslettera',
  ],
  ...['Descadastrado', 'Inscrição cancelada', 'Avregistrerad', 'Frameldt', 'Odhlášen', 'Отписан'],
  ...['Abonelikten çıktı', 'Ne pas contacter', 'Nicht kontaktieren', 'Markkinointikielto', 'Email Invalid'],
])('reads “%s” in its own sense: yes is no mail, no says nothing', async (heading) => {
  const { states, open } = await stateOf(heading, ['yes', 'no', '1', '0', 'TRUE', 'false', 'ja', '', 'x']);
  expect(open).toEqual([]);
  expect(states).toEqual([
    ...[
      'withdrawn',
      'unknown',
      'withdrawn',
      'unknown',
      'withdrawn',
      'unknown',
      'withdrawn',
      'unknown',
      'withdrawn',
    ],
  ]);
});

it.each([
  'Newsletter',
  'Marketing consent',
  'Opt-in',
  'Accepts Email Marketing',
  'Einwilligung',
  'Consentement',
  'Zgoda',
])('reads “%s” as a consent', async (heading) => {
  const { states, open } = await stateOf(heading, ['yes', 'no', 'oui', 'nie']);
  expect(open).toEqual([]);
  expect(states).toEqual(['given', 'withdrawn', 'given', 'withdrawn']);
});

it.each([
  'Contact No',
  'Contact owner',
  'SMS_BLACKLISTED',
  'Do Not Call',
  'Fax Opt Out',
  'Unsubscribe link',
  'State',
  'Notes',
])('doesn’t take “%s” for a word about mail', async (heading) => {
  const { proposal } = await stateOf(heading, ['yes', 'no']);
  expect(Object.values(proposal.mapping)).not.toContain('consentState');
});

it.each([
  ['SMS_BLACKLISTED', 'smsConsentState', ['withdrawn', null]],
  ['SMS Opt Out', 'smsConsentState', ['withdrawn', null]],
  ['Accepts SMS Marketing', 'smsConsentState', ['given', 'withdrawn']],
  ['smsOptIn', 'smsConsentState', ['given', 'withdrawn']],
  ['Push opt-in', 'pushConsentState', ['given', 'withdrawn']],
])('takes “%s” for a word about its channel', async (heading, field, states) => {
  const { proposal, people } = await readPeople(`email,${heading}\na@x.example,yes\nb@x.example,no\n`);
  expect(proposal.mapping).toEqual({ 0: 'email', 1: field });
  expect(proposal.questions).toEqual([]);
  expect(people.map(({ values }) => values[field])).toEqual(states);
});

it.each(['SMS', 'Mobile', 'Push notifications sent'])(
  'takes “%s” for no word about consent',
  async (heading) => {
    const { proposal } = await readPeople(`email,${heading}\na@x.example,1\nb@x.example,2\n`);
    expect(Object.values(proposal.mapping).filter((field) => field.endsWith('ConsentState'))).toEqual([]);
  },
);

it('asks about a column that was put into SMS consent and says neither yes nor out', async () => {
  const { proposal } = await readPeople('email,Can text\na@x.example,yes\nb@x.example,no\n', {
    mapping: { 0: 'email', 1: 'smsConsentState' },
  });
  expect(proposal.questions).toMatchObject([{ id: 'opt_out_sense:1', answer: null }]);
});

it('reads a column of states as a table, whatever it is called', async () => {
  const words = [
    'subscribed',
    'unsubscribed',
    'cleaned',
    'pending',
    'non-subscribed',
    'Abgemeldet',
    'désabonné',
    'bounced',
  ];
  for (const heading of ['Status', 'Email status', 'List member', 'Kolumne 7']) {
    const { states, open } = await stateOf(heading, words);
    expect(open).toEqual([]);
    expect(states).toEqual(['given', ...words.slice(1).map(() => 'withdrawn')]);
  }
});

it('leaves states of customers and orders alone', async () => {
  for (const words of [
    ['active', 'archived', 'blocked'],
    ['pending', 'completed', 'shipped'],
    ['open', 'closed'],
  ]) {
    const { proposal } = await stateOf('Status', words);
    expect(Object.values(proposal.mapping)).not.toContain('consentState');
  }
});

it('reads a day in it as the day of the opt-out', async () => {
  const { people } = await stateOf('Unsubscribed at', ['2024-03-01 10:00:00', '', '2023-12-31']);
  expect(people.map(({ values }) => [values.consentState, values.consentAt])).toEqual([
    ['withdrawn', '2024-03-01T10:00:00.000Z'],
    [null, null],
    ['withdrawn', '2023-12-31T00:00:00.000Z'],
  ]);
});

it('asks where the sense isn’t plain, and reads as it is answered', async () => {
  const unclear = await stateOf('Opt-in/Opt-out', ['yes', 'no']);
  expect(unclear.open).toEqual(['opt_out_sense']);
  expect(unclear.proposal.questions[0]?.choices[0]?.examples).toEqual(['yes: opted out', 'no: nothing']);
  const id = unclear.proposal.questions[0]?.id ?? '';
  expect(
    (await stateOf('Opt-in/Opt-out', ['yes', 'no'], { answers: { [id]: 'yes_is_opted_out' } })).states,
  ).toEqual(['withdrawn', 'unknown']);
  expect((await stateOf('E-Mail-Werbung', ['ja', 'nein'])).open).toEqual(['opt_out_sense']);
  expect((await stateOf('Marketing', ['Anna', 'Bo'])).open).toEqual([]);
  const words = await stateOf('Unsubscribed', ['yes', 'on holiday']);
  expect(words.open).toEqual(['opt_out_word']);
  expect(
    (
      await stateOf('Unsubscribed', ['yes', 'on holiday'], {
        answers: { 'opt_out_word:2:on holiday': 'nothing' },
      })
    ).states,
  ).toEqual(['withdrawn', 'unknown']);
});

it('asks of a file whose name says that its people opted out', async () => {
  const file = 'email,first name\ngone@sense.example,Gone\n';
  const asked = await readPeople(file, { fileName: 'unsubscribed_2026.csv' });
  expect(asked.proposal.questions.map(({ code }) => code)).toEqual(['file_of_opt_outs']);
  const answers = { file_of_opt_outs: 'opted_out' };
  const told = await readPeople(file, { fileName: 'unsubscribed_2026.csv', answers });
  expect(told.people[0]?.values.consentState).toBe('withdrawn');
});

it('believes the strictest of several columns', async () => {
  const { people } = await readPeople(
    'email,Newsletter,Bounced,Unsubscribed\na@sense.example,yes,no,no\nb@sense.example,yes,yes,no\nc@sense.example,yes,no,1\n',
  );
  expect(people.map(({ values }) => values.consentState)).toEqual(['given', 'withdrawn', 'withdrawn']);
});

it('reads an agreement in more states than yes and no, and asks about those that it doesn’t know', async () => {
  const { states, open } = await stateOf('GDPR consent', ['granted', 'denied', 'expired', '']);
  expect(open).toEqual([]);
  expect(states).toEqual(['given', 'withdrawn', 'withdrawn', 'unknown']);
  expect((await stateOf('Consent', ['yes', 'no', 'on hold'])).open).toEqual(['opt_out_word']);
  expect((await stateOf('Må kontaktes', ['Ja', 'Nej'])).states).toEqual(['given', 'withdrawn']);
});

it('reads “Do not allow Emails” by its answers, and “(Do Not Modify)” as said of a column', async () => {
  const { states, open, proposal } = await stateOf('Do not allow Emails,(Do Not Modify) Contact', [
    ...['Do Not Allow,guid-1', 'Allow,guid-2'],
  ]);
  expect(open).toEqual([]);
  expect(states).toEqual(['withdrawn', 'unknown']);
  expect(proposal.mapping).toEqual({ 0: 'email', 1: 'firstName', 2: 'consentState' });
});

it('asks of a file whose name says not to mail', async () => {
  for (const fileName of ['do-not-mail.csv', 'Robinsonliste 2024.csv', 'kein Newsletter.csv']) {
    const { proposal } = await readPeople('E-mail\na@list.example\n', { fileName });
    expect(
      proposal.questions.map(({ code }) => code),
      fileName,
    ).toEqual(['file_of_opt_outs']);
  }
});
