import type { Stage } from '../stage';

interface Identified {
  id: number;
}

const ines = {
  email: 'ines@example.net',
  optInType: 'Single',
  emailType: 'Html',
  dataFields: [
    { key: 'FIRSTNAME', value: 'Ines' },
    { key: 'TOTAL_SPENT', value: 12.5 },
  ],
};
const since = '2000-01-01T00:00:00';

export async function driveContacts(stage: Stage): Promise<void> {
  const { driver } = stage;
  const { id } = await driver.call<Identified>('POST /v2/contacts', 201, { body: ines });
  const bo = await driver.call<Identified>('POST /v2/contacts', 201, { body: { email: 'bo@example.net' } });
  await driver.call('POST /v2/contacts', 400, { body: { email: 'not an address' } });
  await driver.call('POST /v2/contacts', 400, {
    body: { email: 'x@example.net', dataFields: [{ key: 'NOPE', value: 1 }] },
  });
  await driver.call('POST /v2/contacts', 400, {
    body: { email: 'x@example.net', dataFields: [{ key: 'TOTAL_SPENT', value: 'a lot' }] },
  });
  await driver.call('GET /v2/contacts', 200, { query: 'withFullData=true' });
  await driver.call('GET /v2/contacts/count', 200);
  await driver.call('GET /v2/contacts/{id}', 200, { params: { id } });
  await driver.call('GET /v2/contacts/{email}', 200, { params: { email: 'Ines@Example.net' } });
  await driver.call('GET /v2/contacts/{email}', 404, { params: { email: 'nobody@example.net' } });
  await driver.call('PUT /v2/contacts/{id}', 200, {
    params: { id },
    body: { ...ines, dataFields: [{ key: 'BIRTHDAY', value: '1984-07-05' }] },
  });
  await driver.call('PUT /v2/contacts/{id}', 400, { params: { id }, body: { email: 'bo@example.net' } });
  await driver.call('GET /v2/contacts/created-since/{date}', 200, { params: { date: since } });
  await driver.call('GET /v2/contacts/modified-since/{date}', 200, {
    params: { date: `${since}+0000` },
    query: 'withFullData=true&select=2000',
  });
  await driver.call('GET /v2/contacts/modified-since/{date}', 400, { params: { date: 'yesterday' } });

  const book = await driver.call<Identified>('POST /v2/address-books', 201, { body: { name: 'Contract' } });
  const inBook = { addressBookId: book.id };
  await driver.call('POST /v2/address-books/{addressBookId}/contacts', 200, { params: inBook, body: ines });
  await driver.call('GET /v2/address-books/{addressBookId}/contacts', 200, {
    params: inBook,
    query: 'withFullData=true',
  });
  await driver.call('GET /v2/address-books/{addressBookId}/contacts', 200, { params: inBook });
  await driver.call('GET /v2/address-books/{addressBookId}/contacts/modified-since/{date}', 200, {
    params: { ...inBook, date: since },
  });
  await driver.call('GET /v2/contacts/{contactId}/address-books', 200, { params: { contactId: id } });
  await driver.call('DELETE /v2/address-books/{addressBookId}/contacts/{contactId}', 204, {
    params: { ...inBook, contactId: id },
  });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts', 200, { params: inBook, body: ines });
  const removal = await driver.call<{ id: string }>(
    'POST /v2/address-books/{addressBookId}/contacts/delete',
    202,
    { params: inBook, body: [id] },
  );
  await driver.call('GET /v2/contacts/deletion/{deletionRequestId}', 200, {
    params: { deletionRequestId: removal.id },
  });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/delete', 400, {
    params: inBook,
    body: [],
  });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/delete-all', 202, { params: inBook });
  await stage.control('POST', '/clock', { advance: 'PT1S' });
  await driver.call('DELETE /v2/address-books/{addressBookId}/contacts', 204, { params: inBook });

  await driver.call('POST /v2/address-books/{addressBookId}/contacts', 200, { params: inBook, body: ines });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/unsubscribe', 200, {
    params: inBook,
    body: { email: ines.email },
  });
  await driver.call('GET /v2/address-books/{addressBookId}/contacts/unsubscribed-since/{date}', 200, {
    params: { ...inBook, date: since },
  });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts', 400, { params: inBook, body: ines });
  const comeBack = {
    unsubscribedContact: { email: ines.email },
    preferredLocale: 'de-DE',
    returnUrlToUseIfChallenged: 'https://shop.example/welcome',
  };
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/resubscribe', 200, {
    params: inBook,
    body: comeBack,
  });
  await driver.call('POST /v2/address-books/{addressBookId}/contacts/resubscribe-with-no-challenge', 200, {
    params: inBook,
    body: comeBack,
  });
  await driver.call('POST /v2/contacts/unsubscribe', 200, { body: { email: ines.email } });
  await driver.call('POST /v2/contacts', 400, { body: ines });
  await driver.call('GET /v2/contacts/unsubscribed-since/{date}', 200, { params: { date: since } });
  await driver.call('POST /v2/contacts/resubscribe', 200, { body: comeBack });
  await driver.call('POST /v2/contacts/resubscribe-with-no-challenge', 200, { body: comeBack });
  await driver.call('POST /v2/contacts/resubscribe', 400, {
    body: { ...comeBack, preferredLocale: 'xx-XX' },
  });
  await driver.call('PUT /v2/contacts/suppress-contacts', 200, {
    body: [{ id: bo.id }, { email: 'nobody@example.net' }],
  });
  await driver.call('GET /v2/contacts/suppressed-since/{date}', 200, { params: { date: since } });
  await driver.call('GET /v2/contacts/score', 200);
  await driver.call('GET /v2/contacts/score/modified-since/{date}', 200, { params: { date: since } });
  await driver.call('GET /v2/contacts/{id}/score', 200, { params: { id } });
  await driver.call('GET /v2/contacts/{email}/score', 200, { params: { email: ines.email } });
  await driver.call('GET /v2/address-books/{addressBookId}/contacts/score', 200, { params: inBook });
  await driveConsent(stage, id, book.id);
  const gone = await driver.call<Identified>('POST /v2/contacts', 201, {
    body: { email: 'gone@example.net' },
  });
  await driver.call('DELETE /v2/contacts/{id}', 204, { params: { id: gone.id } });
  await driver.call('GET /v2/contacts/{id}', 404, { params: { id: gone.id } });
  // fetch sends no body with GET, so the list of wanted contacts cannot be given here: an empty one is asked for.
  await driver.call('GET /v2/contacts/retrieve-collection', 200);
}

async function driveConsent({ driver }: Stage, id: number, book: number): Promise<void> {
  const consentFields = [
    {
      fields: [
        { key: 'TEXT', value: 'I agree' },
        { key: 'URL', value: 'https://shop.example' },
      ],
    },
  ];
  await driver.call('POST /v2/contacts/with-consent', 201, {
    body: { contact: { email: 'carla@example.net' }, consentFields },
  });
  await driver.call('PUT /v2/contacts/{id}/with-consent', 200, {
    params: { id },
    body: { contact: ines, consentFields },
  });
  await driver.call('GET /v2/contacts/{id}/with-consent', 200, { params: { id } });
  await driver.call('GET /v2/contacts/{email}/with-consent', 200, { params: { email: ines.email } });
  await driver.call('POST /v2/preferences', 200, { body: { publicName: 'Topics', isPreference: false } });
  const preference = await driver.call<{ id: number }>('POST /v2/preferences', 200, {
    body: { publicName: 'Boots', isPreference: true },
  });
  await driver.call('POST /v2/preferences', 400, { body: {} });
  await driver.call('PUT /v2/preferences/{id}', 200, {
    params: { id: preference.id },
    body: { publicName: 'Winter boots' },
  });
  await driver.call('GET /v2/preferences', 200);
  await driver.call('GET /v2/preferences/modified-since/{sinceDate}', 200, { params: { sinceDate: since } });
  const wanted = [{ id: preference.id, isOptedIn: true }];
  await driver.call('POST /v2/contacts/with-consent-and-preferences', 201, {
    body: { contact: { email: 'dora@example.net' }, consentFields, preferences: wanted },
  });
  await driver.call('PUT /v2/contacts/{id}/with-consent-and-preferences', 200, {
    params: { id },
    body: { contact: ines, consentFields: [], preferences: wanted },
  });
  for (const start of ['/v2/contacts', '/v2/contact']) {
    await driver.call(`PUT ${start}/{contactId}/preferences`, 200, {
      params: { contactId: id },
      body: wanted,
    });
    await driver.call(`PUT ${start}/{contactEmail}/preferences`, 200, {
      params: { contactEmail: ines.email },
      body: wanted,
    });
    await driver.call(`GET ${start}/{contactEmail}/preferences`, 200, {
      params: { contactEmail: ines.email },
    });
    await driver.call(`GET ${start}/{contactID}/preferences`, 200, { params: { contactID: id } });
  }
  await driver.call('GET /v2/contacts/{contactEmail}/subscriptions', 200, {
    params: { contactEmail: ines.email },
  });
  const withPreference = { preferenceId: preference.id };
  await driver.call('GET /v2/contacts/with-preference/{preferenceId}', 200, { params: withPreference });
  await driver.call('GET /v2/address-books/{bookId}/contacts/with-preference/{preferenceId}', 200, {
    params: { ...withPreference, bookId: book },
  });
  await driver.call('GET /v2/contacts/with-preference/{preferenceId}/opt-ins-since/{sinceDate}', 200, {
    params: { ...withPreference, sinceDate: since },
  });
  await driver.call(
    'GET /v2/address-books/{bookId}/contacts/with-preference/{preferenceId}/opt-ins-since/{sinceDate}',
    200,
    { params: { ...withPreference, bookId: book, sinceDate: since } },
  );
  await driver.call('DELETE /v2/preferences/{id}', 200, { params: { id: preference.id } });
}
