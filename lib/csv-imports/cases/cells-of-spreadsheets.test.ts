import { expect, it } from 'vitest';

import { readPeople } from '../test-read-people';

it('reads what a cell stands for, not how a spreadsheet guards it', async () => {
  const { people } = await readPeople(
    'E-mail,Postcode,External id,Phone,City\na@cell.example,"=""01067""",\'7210448301122,\'+44 7911 123456,#N/A\nb@cell.example,01067,4.9E+11,4.9E+11,\'t Hof\n',
  );
  expect(people[0]?.values).toMatchObject({
    postalCode: '01067',
    externalId: '7210448301122',
    phoneE164: '+447911123456',
    city: null,
  });
  expect(people[1]?.left).toEqual(['externalId', 'phone']);
  expect(people[1]?.values.city).toBe("'t Hof");
});

it('cleans addresses of what stands around them, says so, and only offers what may be a slip', async () => {
  const dirty = [
    ...[
      'a@dirt.example\u00a0',
      '\u200bb@dirt.example',
      'mailto:c@dirt.example',
      'Dee <d@dirt.example>',
      'e@dirt.example;',
    ],
    ...[
      'f@dirt.example.',
      "'g@dirt.example",
      "o'neil@dirt.example",
      'plus+tag@dirt.example',
      'h@hotmial.com',
    ],
  ];
  const { people, proposal } = await readPeople(
    `first name|email\n${dirty.map((one, n) => `P${n}|${one}`).join('\n')}\n`,
  );
  expect(people.map(({ values }) => values.email)).toEqual([
    ...[
      'a@dirt.example',
      'b@dirt.example',
      'c@dirt.example',
      'd@dirt.example',
      'e@dirt.example',
      'f@dirt.example',
    ],
    ...['g@dirt.example', "o'neil@dirt.example", 'plus+tag@dirt.example', 'h@hotmial.com'],
  ]);
  expect(proposal.warnings.map(({ code }) => code)).toEqual(['addresses_cleaned', 'likely_slips']);
  expect(proposal.warnings[1]?.message).toContain('h@hotmial.com → h@hotmail.com');
});

it('explains a cell that holds two addresses, and one that is none', async () => {
  const { refused } = await readPeople(
    'email,first name\n"a@two.example, b@two.example",A\n"c@two,example",C\n',
  );
  expect(refused.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('holds more than one e-mail address'),
    expect.stringContaining('is not an e-mail address'),
  ]);
});

it('reads yes and no, genders and countries in the languages of Europe', async () => {
  const { people } = await readPeople(
    'email,gender,country\na@word.example,weiblich,Deutschland\nb@word.example,Homme,Royaume-Uni\nc@word.example,mujer,DEU\nd@word.example,M,Польша\ne@word.example,kobieta,Türkiye\n',
  );
  expect(people.map(({ values }) => [values.gender, values.country])).toEqual([
    ['female', 'DE'],
    ['male', 'GB'],
    ['female', 'DE'],
    ['male', 'PL'],
    ['female', 'TR'],
  ]);
});

it('splits a whole name by its rule, or leaves it whole', async () => {
  const file =
    'Name,Email\nMary Ann Smith,a@name.example\nPrince,b@name.example\n"Okoro, Tomas",c@name.example\nDr. Ludwig van Beethoven,d@name.example\nKraus GmbH & Co. KG,e@name.example\n';
  const split = await readPeople(file);
  expect(split.people.map(({ values }) => [values.firstName ?? null, values.lastName ?? null])).toEqual([
    ['Mary Ann', 'Smith'],
    ['Prince', null],
    ['Tomas', 'Okoro'],
    ['Ludwig', 'van Beethoven'],
    [null, 'Kraus GmbH & Co. KG'],
  ]);
  const whole = await readPeople(file, { options: { splitNames: false } });
  expect(whole.people[0]?.values).toMatchObject({ firstName: null, lastName: 'Mary Ann Smith' });
});

it('knows columns that say more than their field: Mailing City, Country/Region, Telefon (privat), Phone 1 - Value', async () => {
  const headers = [
    'E-mail',
    'Mailing City',
    'Country/Region',
    'Business Street',
    'Telefon (privat)',
    'Default Address Zip',
  ];
  const { proposal } = await readPeople(`${headers.join(',')}\na@head.example,Rome,IT,Via 1,1,00100\n`);
  expect(Object.values(proposal.mapping)).toEqual([
    'email',
    'city',
    'country',
    'street',
    'phone',
    'postalCode',
  ]);
  const salutation = await readPeople('E-mail,Anrede\na@head.example,Frau\n');
  expect(salutation.proposal.mapping).toEqual({ 0: 'email' });
});

it('warns when no column goes into E-mail while one holds addresses', async () => {
  const { proposal } = await readPeople('First name,Login\nAda,a@warn.example\n');
  expect(proposal.mapping).toEqual({ 0: 'firstName', 1: 'email' });
});

it('cleans an address of what it is called, of a note behind it and of a stray stroke', async () => {
  const { people, refused } = await readPeople(
    'email;first name\nE-Mail: a@called.example;A\nSMTP:b@called.example;B\nc@called.example (work);C\nd@called.example\\;D\n',
  );
  expect(refused).toEqual([]);
  expect(people.map(({ values }) => values.email)).toEqual([
    ...['a@called.example', 'b@called.example', 'c@called.example', 'd@called.example'],
  ]);
});

it('knows the whole name of somebody in a role, titles behind titles and what stands behind a last name', async () => {
  const nameIn = async (heading: string, name: string) => {
    const { people } = await readPeople(`${heading};E-Mail\n${name};a@role.example\n`);
    return [people[0]?.values.firstName ?? null, people[0]?.values.lastName ?? null];
  };
  expect(await nameIn('Kontaktname', 'Dr. med. Anna von der Heide')).toEqual(['Anna', 'von der Heide']);
  expect(await nameIn('Attendee Name', 'John Smith Jr.')).toEqual(['John', 'Smith Jr.']);
  expect(await nameIn('Customer', 'Ada Lovelace')).toEqual(['Ada', 'Lovelace']);
});

it('knows names, birthdays and mobile numbers in more tongues', async () => {
  const { proposal } = await readPeople(
    'E-post;Förnamn;Efternamn;Födelsedatum;Tél. mobile\na@tongue.example;Åsa;Berg;1990-03-07;0701234567\n',
  );
  expect(proposal.mapping).toEqual({
    ...{ 0: 'email', 1: 'firstName', 2: 'lastName', 3: 'birthday', 4: 'mobile' },
  });
});

it('finds the address column of a Google file in another tongue, and takes the first of several', async () => {
  const { people } = await readPeople(
    'Vorname,E-Mail 1 – Label,E-Mail 1 – Wert\nAda,Privat,a@first.example ::: b@first.example\nBo,Privat,c@first.example\n',
  );
  expect(people.map(({ values }) => values.email)).toEqual(['a@first.example', 'c@first.example']);
});

it('warns of a column of several addresses a cell that goes nowhere', async () => {
  const { proposal } = await readPeople('First name,Reach at\nAda,a@many.example; b@many.example\n');
  expect(proposal.warnings.map(({ code }) => code)).toEqual(['no_email_column']);
});
