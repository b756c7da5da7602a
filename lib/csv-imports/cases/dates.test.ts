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

it('keeps birthdays like Mailchimp’s as day and month, in the order that the whole file shows', async () => {
  const monthFirst = await birthdays(['03/07', '12/25', '3/7', '13/13']);
  expect(monthFirst.proposal.questions).toEqual([]);
  expect(monthFirst.people.map(({ values, left }) => [values.birthdayMonthDay ?? null, left])).toEqual([
    ['03-07', []],
    ['12-25', []],
    ['03-07', []],
    [null, ['birthday']],
  ]);
  const dayFirst = await birthdays(['03/07', '25/12', '29.2']);
  expect(dayFirst.people.map(({ values }) => values.birthdayMonthDay)).toEqual(['07-03', '12-25', '02-29']);
});

it('asks for the order of days without a year where the file shows none', async () => {
  const asked = await birthdays(['03/07', '05/05']);
  expect(
    asked.proposal.questions.map(({ id, choices }) => [id, choices.flatMap(({ examples }) => examples)]),
  ).toEqual([['date_order:1', ['03/07 is 3 July', '03/07 is 7 March']]]);
  const { people } = await birthdays(['03/07'], { answers: { 'date_order:1': 'mdy' } });
  expect(people[0]?.values.birthdayMonthDay).toBe('03-07');
});

it('asks nothing of days without a year in a field that keeps none', async () => {
  const { proposal } = await readPeople('email,Opt-in date\na@date.example,03/07\n');
  expect(proposal.questions).toEqual([]);
});

it('proposes a spreadsheet’s numbers as days, and shows both ways of counting them', async () => {
  const { days, people, proposal } = await birthdays([
    ...['31048', '31048.75', '60', '61', '59', '-5', '99999', '0', '2958465'],
    ...['30000', '30001'],
  ]);
  expect(days.slice(0, 9)).toEqual([
    ...['1985-01-01', '1985-01-01', null, '1900-03-01', '1900-02-28', null, null, null, null],
  ]);
  expect(people.slice(0, 9).map(({ left }) => left.length)).toEqual([0, 0, 1, 0, 0, 1, 1, 0, 1]);
  expect(proposal.questions).toMatchObject([
    {
      id: 'serial_days:1',
      answer: '1900',
      choices: [{ value: '1900' }, { value: '1904' }, { value: 'none' }],
    },
  ]);
  expect(proposal.questions[0]?.choices.map(({ examples }) => examples[0])).toEqual([
    ...['31048 is 1985-01-01', '31048 is 1989-01-02', undefined],
  ]);
  const mac = await birthdays(['31048'], { answers: { 'serial_days:1': '1904' } });
  expect(mac.days).toEqual(['1989-01-02']);
  const none = await birthdays(['31048'], { answers: { 'serial_days:1': 'none' } });
  expect([none.days, none.people[0]?.left]).toEqual([[null], ['birthday']]);
});

it('asks whether plain numbers are days where they may be years, or stand among days that are written out', async () => {
  const answersOf = async (cells: readonly string[]) =>
    (await birthdays(cells)).proposal.questions.map(({ id, answer }) => [id, answer]);
  expect(await answersOf(['1985', '1990', '2001'])).toEqual([['serial_days:1', null]]);
  expect(await answersOf(['25/12/1985', '14/07/1990', '31048'])).toEqual([['serial_days:1', null]]);
  expect(await answersOf(['25/12/1985', '2001-01-01'])).toEqual([]);
});

it('takes the fraction of such a number as its time', async () => {
  const { people } = await readPeople('email,Opt-in date\na@date.example,45292.5\n');
  expect(people[0]?.values).toMatchObject({ consentState: 'given', consentAt: '2024-01-01T12:00:00.000Z' });
});

it('reads days behind a weekday or a small word, written together with their time, and the eastern way', async () => {
  const { days } = await birthdays([
    ...['Thursday, March 7, 1990', 'Mi, 7. März 1990', 'le 14 août 1985', '19850714000000', '1990年3月7日'],
  ]);
  expect(days).toEqual(['1990-03-07', '1990-03-07', '1985-08-14', '1985-07-14', '1990-03-07']);
});

it('asks for the century of two digits behind the name of a month too', async () => {
  const { proposal } = await birthdays(['07-MAR-90', '25-déc-85']);
  expect(proposal.questions).toMatchObject([
    {
      code: 'century',
      choices: [{ examples: ['07-MAR-90 is 1990-03-07', '25-déc-85 is 1985-12-25'] }, {}, {}],
    },
  ]);
});

it('takes the first and the last day that a program knows, and words for nothing, as no birthday', async () => {
  const { days, people } = await birthdays([
    ...['0001-01-01', '1/1/0001 12:00:00 AM', '9999-12-31', '1900-01-01', '1753-01-01', 'keine Angabe'],
  ]);
  expect(days.every((day) => day === null)).toBe(true);
  expect(people.flatMap(({ left }) => left)).toEqual([]);
});
