import iconv from 'iconv-lite';
import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

const names = async (file: string) => (await readPeople(file)).people.map(({ values }) => values.firstName);

it('takes blank rows for no rows', async () => {
  const tail = ';;\n'.repeat(500);
  const read = await readPeople(
    `email;first name;city\na@blank.example;Ann;Leeds\n \n;;\nb@blank.example;Bo;York\n${tail}`,
  );
  expect(read.refused).toEqual([]);
  expect(read.people).toHaveLength(2);
});

it('takes sep= for a hint of Excel, whatever would divide the file better', async () => {
  expect(await names('sep=;\r\nE-Mail;Vorname;Ort\r\na@sep.example;Ann, or Anna;Köln\r\n')).toEqual([
    'Ann, or Anna',
  ]);
  expect(await names('"sep=|"\nE-mail|First name\na@sep.example|Bo\n')).toEqual(['Bo']);
});

it('finds the header below title lines, and knows the foot of a report', async () => {
  const read = await readPeople(
    'Members of the club\nAs of 1 May\n\nFirst name,Last name,E-mail,City\nAda,L,a@title.example,Paris\nBo,M,b@title.example,Rome\n\nTotal: 2 people\nConfidential\n',
  );
  expect(read.people.map(({ values }) => values.email)).toEqual(['a@title.example', 'b@title.example']);
  expect(read.proposal.warnings.map(({ code }) => code)).toEqual(['title_lines', 'report_foot']);
});

it('takes a last person of one cell for a person', async () => {
  const read = await readPeople('First name,Last name,E-mail\nAda,L,a@foot.example\n\nTotalitaria,,\n');
  expect(read.people.map(({ values }) => values.firstName)).toEqual(['Ada', 'Totalitaria']);
});

it('knows a file without a header by the addresses in its first row', async () => {
  const read = await readPeople('one@bare.example\ntwo@bare.example\n');
  expect(read.people.map(({ values }) => values.email)).toEqual(['one@bare.example', 'two@bare.example']);
});

it('keeps a file in UTF-8 that holds one foreign byte: one row is named, forty names are not spoilt', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => Buffer.from(`p${n}@byte.example,Jürgen,Köln\n`));
  const foreign = Buffer.concat([
    Buffer.from('bad@byte.example,J'),
    Buffer.from([0xfc]),
    Buffer.from('rgen,Bonn\n'),
  ]);
  const read = await readPeople(Buffer.concat([Buffer.from('E-mail,First name,City\n'), ...rows, foreign]));
  expect(read.people.filter(({ values }) => values.firstName === 'Jürgen')).toHaveLength(40);
  expect(read.people.at(-1)).toMatchObject({
    values: { email: 'bad@byte.example', city: 'Bonn' },
    left: ['firstName'],
  });
  expect(read.proposal.warnings[0]?.message).toContain('Row 42');
});

it('takes no notice of a hint that cuts nothing', async () => {
  const read = await readPeople('sep=,\nE-Mail;Vorname\na@hint.example;Ada\nb@hint.example;Bo\n');
  expect(read.people.map(({ values }) => [values.email, values.firstName])).toEqual([
    ['a@hint.example', 'Ada'],
    ['b@hint.example', 'Bo'],
  ]);
});

it('takes rows of nothing that shows on a screen for blank ones', async () => {
  const read = await readPeople('E-mail,First name\na@blank.example,Ada\n\u00a0,\u200b\n"\u200b",\ufeff\n');
  expect([read.people.length, read.refused]).toEqual([1, []]);
});

it('knows the foot of a report by what it counts and by its day', async () => {
  for (const foot of [
    'Anzahl: 1;;\nStand: 01.02.2024;;',
    'Record count: 1;;',
    ';;\nNombre de contacts : 1;;',
  ]) {
    const read = await readPeople(`Name;E-Mail;Ort\nAda L;a@foot.example;Köln\n${foot}\n`);
    expect(
      read.people.map(({ values }) => values.email),
      foot,
    ).toEqual(['a@foot.example']);
  }
});

it('knows a short file in Cyrillic or Greek letters, so that an opt-out in it is read', async () => {
  for (const [encoding, heading, yes] of [
    ['windows-1251', 'Отписан', 'да'],
    ['windows-1253', 'Διαγραφή', 'ναι'],
  ] as const) {
    const text = `E-mail;${heading}\na@script.example;${yes}\nb@script.example;\nc@script.example;${yes}\n`;
    const { people } = await readPeople(iconv.encode(text, encoding));
    expect(
      people.map(({ values }) => values.consentState ?? null),
      encoding,
    ).toEqual([...['withdrawn', null, 'withdrawn']]);
  }
});
