import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import {
  getCsvImport,
  previewCsvImport,
  runCsvImport,
  startCsvImport,
  uploadCsvFile,
} from '@/lib/csv-imports';
import { testContext } from '@/prisma/test-context';
const files: [string, string | Buffer, Record<string, string>, string?][] = [
  [
    'serial.csv',
    'E-Mail;Vorname;Geburtstag\ns1@try.example;A;31048\ns2@try.example;B;45000,75\ns3@try.example;C;-3\n',
    {},
  ],
  ['years.csv', 'E-Mail;Vorname;Geburtstag\ny1@try.example;A;1985\n', { 'serial_days:2': 'none' }],
  [
    'chimp.csv',
    'Email Address,First Name,Birthday,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME\nc1@try.example,A,03/04,2,2024-01-01 10:00:00,\nc2@try.example,B,05/05,2,2024-01-01 10:00:00,2024-02-02 10:00:00\n',
    { 'date_order:2': 'dmy' },
  ],
  [
    'ru.csv',
    iconv.encode('Почта;Имя;Отписан\nr1@try.example;Анна;да\nr2@try.example;Борис;нет\n', 'windows-1251'),
    {},
  ],
  [
    'de16.csv',
    iconv.encode(
      'Anrede\tVorname\tNachname\tE-Mail-Adresse\tTelefon (geschäftlich)\tGeb.-Datum\tPLZ\tNewsletter abbestellt\r\nFrau\tÄnne\tMüller\td1@try.example\t030/123456\t07.03.1990\t01067\tja\r\n',
      'utf-16be',
      { addBOM: true },
    ),
    { 'date_order:5': 'dmy' },
  ],
  ['do-not-mail.csv', 'E-Mail\nn1@try.example\n', { file_of_opt_outs: 'opted_out' }],
  ['hint.csv', 'sep=,\nE-Mail;Vorname;Abgemeldet\nh1@try.example;A;ja\nh2@try.example;B;\n', {}],
  [
    'gdpr.csv',
    'email,name,GDPR consent\ng1@try.example,Ada L,granted\ng2@try.example,Bo M,denied\ng3@try.example,Cy N,on hold\n',
    { 'opt_out_word:2:on hold': 'opted_out' },
  ],
  [
    'card.vcf',
    'BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada\nEMAIL:v1@try.example\nBDAY:--03-07\nEND:VCARD\n',
    {},
  ],
];
it('tries', async () => {
  const ctx = await testContext({ role: 'marketer' });
  for (const [fileName, file, answers] of files) {
    const ref = await uploadCsvFile(ctx, {
      query: { entity: 'contact', fileName },
      body: (async function* () {
        yield Buffer.from(file);
      })(),
      contentLength: null,
    });
    const preview = await previewCsvImport(ctx, { ...ref, query: {} });
    const open = preview.questions.filter(({ answer }) => answer === null).map(({ id }) => id);
    const early = await startCsvImport(ctx, ref).then(
      () => 'started',
      (e: Error) => e.message.slice(0, 60),
    );
    if (early !== 'started') await startCsvImport(ctx, { ...ref, answers });
    await runCsvImport(ctx, BigInt(ref.id));
    const done = await getCsvImport(ctx, ref);
    console.log(
      fileName,
      JSON.stringify(preview.mapping),
      'open',
      open,
      early,
      'out',
      preview.optedOutCount,
      done.state,
      done.createdCount,
      done.rejectedCount,
      done.leftCount,
    );
  }
  const all = await ctx.db.prisma.crmRecord.findMany({
    where: { emailKey: { endsWith: '@try.example' } },
    orderBy: { id: 'asc' },
  });
  for (const r of all)
    console.log(
      r.email,
      r.firstName,
      r.lastName,
      r.birthday?.toISOString().slice(0, 10),
      r.birthdayMonthDay,
      r.consentState,
      r.consentAt?.toISOString(),
    );
  expect(all.length).toBeGreaterThan(0);
});
