import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

import type { RecordField } from '@/lib/crm';
const revenue: RecordField = {
  name: 'custom.revenue',
  label: 'Revenue',
  type: 'number',
  source: 'custom',
  column: 'revenue',
  group: 'Custom fields',
  writable: true,
  maxLength: 40,
};
const numbers = async (cells: readonly string[], answers = {}) => {
  const read = await readPeople(
    `email;Revenue\n${cells.map((cell, n) => `p${n}@number.example;${cell}`).join('\n')}\n`,
    {
      custom: [revenue],
      answers,
    },
  );
  expect(read.refused).toEqual([]);
  return { ...read, values: read.people.map(({ values }) => values['custom.revenue'] ?? null) };
};

it('reads a column the way most of it is written', async () => {
  const german = await numbers(['1.234,50', '1.234', '2.500', '€ 1.234,50', '12,50-', '(12,50)', '']);
  expect(german.values).toEqual(['1234.5', '1234', '2500', '1234.5', '-12.5', '-12.5', null]);
  const english = await numbers(['1,234.50', '1,234', '$2,500', '-£3.5']);
  expect(english.values).toEqual(['1234.5', '1234', '2500', '-3.5']);
});

it('asks where nothing tells whether a point parts thousands or decimals', async () => {
  const { proposal } = await numbers(['1.234', '2.500']);
  expect(
    proposal.questions.map(({ code, choices }) => [code, choices.map(({ examples }) => examples[0])]),
  ).toEqual([['decimal_sign', ['1.234 is 1.234', '1.234 is 1234']]]);
  expect((await numbers(['1.234'], { 'decimal_sign:1': ',' })).values).toEqual(['1234']);
});

it('names a number whose digits a spreadsheet has cut off, and leaves what is none empty', async () => {
  const { people, proposal } = await numbers(['4.9E+11', '50 %', '7']);
  expect(people.map(({ left }) => left.length)).toEqual([1, 1, 0]);
  expect(proposal.warnings.map(({ code }) => code)).toEqual(['digits_gone']);
});

it('reads ,- as an amount without cents, and thousands and lakhs as they are grouped in India', async () => {
  expect(await numbers(['1.234,-', '2.500'])).toMatchObject({
    values: ['1234', '2500'],
    proposal: { questions: [] },
  });
  expect(await numbers(['1,23,456.50', '12,34,567'])).toMatchObject({ values: ['123456.5', '1234567'] });
});
