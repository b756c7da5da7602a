import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads an export without its recipe where a person says that it is none', async () => {
  const file = readFileSync(new URL('../recipes/fixtures/google-contacts.csv', import.meta.url));
  const { proposal } = await readPeople(file, { answers: { recipe: 'none' } });
  expect(proposal.recipe).toBeNull();
});

it('takes the kind of a number from the column that a person names, or from none', async () => {
  const file = 'E-mail,Phone,Kind\na@kind.example,+44 7911 123456,Mobile\n';
  const read = async (label: string) =>
    (await readPeople(file, { answers: { 'phone_label:1': label } })).people[0]?.values;
  expect(await read('2')).toMatchObject({ mobileE164: '+447911123456' });
  expect(await read('none')).toMatchObject({ phoneE164: '+447911123456' });
});

it('believes a person more than the file about the sign before the decimals', async () => {
  const spend = {
    name: 'custom.spend',
    label: 'Spend',
    type: 'number',
    group: 'Custom fields',
    source: 'custom',
    column: 'spend',
    writable: true,
    maxLength: 40,
  } as const;
  const file = 'E-mail,Spend\na@sign.example,"1.234,50"\n';
  const signOf = async (answers: Record<string, string>) =>
    (await readPeople(file, { answers, custom: [spend] })).proposal.columns.find(({ index }) => index === 1)
      ?.reader;
  expect(await signOf({})).toMatchObject({ decimal: ',' });
  expect(await signOf({ 'decimal_sign:1': '.' })).toMatchObject({ decimal: '.' });
});

it('keeps a question of sense in sight once it is answered', async () => {
  const file = 'E-mail,Mailing\na@sense.example,yes\nb@sense.example,no\n';
  const asked = (await readPeople(file)).proposal.questions;
  const again = (await readPeople(file, { answers: { 'opt_out_sense:1': 'yes_is_agreed' } })).proposal
    .questions;
  expect(asked).toMatchObject([{ id: 'opt_out_sense:1', answer: null }]);
  expect(again).toMatchObject([{ id: 'opt_out_sense:1', answer: 'yes_is_agreed' }]);
});
