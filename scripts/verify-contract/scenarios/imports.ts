import type { Stage } from '../stage';

interface Import {
  id: string;
  status: string;
}

const csv =
  'Email,FIRSTNAME,TOTAL_SPENT\r\nnew@example.org,Nele,3\r\nbad address,Bo,1\r\nnew@example.org,Again,1\r\nines@example.net,Ines,lots\r\n';
const media = (text: string, fileName = 'contacts.csv') => ({
  fileName,
  data: Buffer.from(text).toString('base64'),
});

export async function driveImports(stage: Stage): Promise<void> {
  const { driver } = stage;
  const { id } = await driver.call<{ id: number }>('POST /v2/address-books', 201, {
    body: { name: 'Imported' },
  });
  const into = { addressBookId: id };
  const form = new FormData();
  form.append('anything', new Blob([csv]), 'contacts.csv');
  const first = await driver.call<Import>('POST /v2/address-books/{addressBookId}/contacts/import', 202, {
    params: into,
    form,
  });
  await driver.call('GET /v2/contacts/import/{importId}', 200, { params: { importId: first.id } });
  await driver.call('GET /v2/contacts/import/{importId}/report', 404, { params: { importId: first.id } });
  await driver.call('POST /v2/contacts/import', 202, { body: media(csv) });
  await driver.call('POST /v2/contacts/import', 400, { body: media(csv, 'contacts.pdf') });
  await driver.call('POST /v2/contacts/import', 400, { body: {} });
  await driver.call(
    'POST /v2/address-books/{addressBookId}/contacts/import/with-merge-option/{mergeOption}',
    202,
    { params: { ...into, mergeOption: 'OnlyOverwriteIfNotEmpty' }, body: media(csv) },
  );
  await driver.call('POST /v2/contacts/import/with-merge-option/{mergeOption}', 202, {
    params: { mergeOption: '2' },
    body: media(csv),
  });
  await driver.call('POST /v2/contacts/import/with-merge-option/{mergeOption}', 400, {
    params: { mergeOption: 'Sideways' },
    body: media(csv),
  });
  await driver.call('POST /v2/contacts/import-collection', 202, {
    body: {
      contacts: [{ email: 'coll@example.org', dataFields: [{ key: 'FIRSTNAME', value: 'Cole' }] }],
      addressBookIds: [id],
      mergeOption: 'Overwrite',
    },
  });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call('GET /v2/contacts/import/{importId}', 200, { params: { importId: first.id } });
  await driver.call('GET /v2/contacts/import/{importId}/report', 200, { params: { importId: first.id } });
  await driver.call('GET /v2/contacts/import/{importId}/report-faults', 200, {
    params: { importId: first.id },
  });
  await stage.control('POST', '/settings', { maxActiveImports: 0 });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/import', 400, {
    params: into,
    body: media(csv),
  });
  await stage.control('POST', '/settings', { maxActiveImports: 25 });
}
