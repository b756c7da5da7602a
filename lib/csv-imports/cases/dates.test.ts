import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

const birthdays = async (cells: readonly string[], given = {}) => {
  const read = await readPeople(
    `email,birthday\n${cells.map((cell, n) => `p${n}@date.example,"${cell}"`).join('\n')}\n`,
    given,
  );
  expect(read.refused).toEqual([]);
  return { ...read, days: read.people.map(({ values }) => values.birthday ?? null) };
};

it('reads days with times, months by name and without signs', async () => {
  const { days } = await birthdays([
    ...[
      '2016-11-01 15:00',
      '14/07/1985 00:00:00',
      '7 March 1990',
      'Mar 7, 1990',
      '14-Jul-1985',
      '14. Juli 1985',
      '19850714',
    ],
    ...[
      '1985-07-14T00:00:00.000Z',
      '7 de marzo de 1990',
      '1er mars 1990',
      '14 lipca 1985',
      '14 luglio 1985',
      '5 мая 1985',
    ],
  ]);
  expect(days).toEqual([
    ...['2016-11-01', '1985-07-14', '1990-03-07', '1990-03-07', '1985-07-14', '1985-07-14', '1985-07-14'],
    ...['1985-07-14', '1990-03-07', '1990-03-01', '1985-07-14', '1985-07-14', '1985-05-05'],
  ]);
});

it('takes what programs write for no day as none, and leaves what is no day empty by name', async () => {
  const { days, people } = await birthdays([
    '0/0/00',
    '00-00-0000',
    '1900-01-00',
    '0000-00-00 00:00:00',
    '-',
    'n/a',
    '32/45/2005',
  ]);
  expect(days.every((day) => day === null)).toBe(true);
  expect(people.map(({ left }) => left.length)).toEqual([0, 0, 0, 0, 0, 0, 1]);
});

it('keeps a birthday without a year as month and day', async () => {
  const { people } = await birthdays(['--03-07', '1984-02-29']);
  expect(people.map(({ values }) => [values.birthday ?? null, values.birthdayMonthDay ?? null])).toEqual([
    [null, '03-07'],
    ['1984-02-29', null],
  ]);
});

it('asks for the century of years of two digits', async () => {
  const asked = await birthdays(['14.7.85', '1.2.03']);
  expect(asked.proposal.questions.map(({ code }) => code)).toEqual(['century']);
  const id = asked.proposal.questions[0]?.id ?? '';
  expect((await birthdays(['14.7.85', '1.2.03'], { answers: { [id]: 'past' } })).days).toEqual([
    '1985-07-14',
    '2003-02-01',
  ]);
});

it('lets the whole file decide the order, row 900 as well as the first', async () => {
  const cells = [...Array.from({ length: 900 }, () => '03/04/1984'), '12/31/1999'];
  const { days, proposal } = await birthdays(cells);
  expect(proposal.questions).toEqual([]);
  expect([days[0], days.at(-1)]).toEqual(['1984-03-04', '1999-12-31']);
});

it('asks where both orders stay possible, and shows both', async () => {
  const asked = await birthdays(['03/04/1984', '05/06/1990']);
  expect(
    asked.proposal.questions.map(({ code, choices }) => [code, choices.map(({ examples }) => examples[0])]),
  ).toEqual([['date_order', ['03/04/1984 is 1984-04-03', '03/04/1984 is 1984-03-04']]]);
  expect((await birthdays(['03/04/1984'], { answers: { 'date_order:1': 'mdy' } })).days).toEqual([
    '1984-03-04',
  ]);
  expect((await birthdays(['14/07/1985', '07/14/1985', '01/02/1990'])).proposal.questions).toHaveLength(1);
});
