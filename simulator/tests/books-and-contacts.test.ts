import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

interface Suppression {
  suppressedContact: { email: string; status: string; dataFields: unknown };
  dateRemoved: string;
  reason: string;
}

const since = '1971-01-01';

describe('books and contacts (dotdigital-api.md, section 15)', () => {
  const sandbox = useSandbox();
  const { get, post, put, del } = sandbox;
  const person = async (email: string, book?: number): Promise<number> =>
    (
      await post<{ id: number }>(book === undefined ? '/v2/contacts' : `/v2/address-books/${book}/contacts`, {
        email,
        optInType: 'Single',
      })
    ).body.id;
  const reasonsOf = async (path: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await get<Suppression[]>(path)).body.map(({ suppressedContact, reason }) => [
        suppressedContact.email,
        reason,
      ]),
    );

  it('7. "All Contacts" and "Test" are there from the start, listed, and can be neither written nor deleted', async () => {
    const books = (await get<{ id: number; name: string; contacts: number }[]>('/v2/address-books')).body;
    expect(books.map(({ name }) => name)).toEqual(['All Contacts', 'Test']);
    for (const { id } of books) {
      for (const answer of [
        await del(`/v2/address-books/${id}`),
        await put(`/v2/address-books/${id}`, { name: 'Mine' }),
        await post(`/v2/address-books/${id}/contacts`, { email: 'a@example.net' }),
      ]) {
        expect(answer).toMatchObject({
          status: 400,
          body: { message: 'Address book cannot be written to via the API. ERROR_ADDRESSBOOK_NOTWRITABLE' },
        });
      }
    }
    await person('one@example.net');
    await person('two@example.net');
    await post('/v2/contacts/unsubscribe', { email: 'two@example.net' });
    expect((await get<{ contacts: number }>(`/v2/address-books/${books[0]?.id}`)).body.contacts).toBe(1);
  });

  it('8. duplicate names are refused, segments and reserved words too; a deleted book keeps its contacts and ends its suppressions', async () => {
    const book = await sandbox.book('News');
    await sandbox.control('POST', '/segments', { name: 'Buyers', rule: {} });
    for (const name of ['news', ' NEWS ', 'Buyers', 'all contacts', 'Test']) {
      expect(await post('/v2/address-books', { name })).toMatchObject({
        status: 400,
        body: { message: 'That name is in use already, please choose another. ERROR_ADDRESSBOOK_DUPLICATE' },
      });
    }
    const id = await person('kept@example.net', book);
    await post(`/v2/address-books/${book}/contacts/unsubscribe`, { email: 'kept@example.net' });
    expect((await del(`/v2/address-books/${book}`)).status).toBe(200);
    expect((await get(`/v2/contacts/${id}`)).status).toBe(200);
    const again = await sandbox.book('News');
    expect((await post(`/v2/address-books/${again}/contacts`, { email: 'kept@example.net' })).status).toBe(
      200,
    );
  });

  it('9. an address is trimmed and lower-cased, a POST creates or updates, LASTSUBSCRIBED is kept by the service, every field is there', async () => {
    const first = await post<{ id: number; dataFields: { key: string; value: unknown }[] }>('/v2/contacts', {
      email: '  Nine@Example.NET ',
      dataFields: [{ key: 'FIRSTNAME', value: 'Nina' }],
    });
    expect(first.body).toMatchObject({ email: 'nine@example.net' });
    const second = await post<typeof first.body>('/v2/contacts', {
      email: 'nine@example.net',
      dataFields: [
        { key: 'LASTNAME', value: 'N' },
        { key: 'LASTSUBSCRIBED', value: '1999-01-01' },
      ],
    });
    expect(second.body.id).toBe(first.body.id);
    const fields = Object.fromEntries(second.body.dataFields.map(({ key, value }) => [key, value]));
    expect(fields).toMatchObject({
      FIRSTNAME: 'Nina',
      LASTNAME: 'N',
      GENDER: null,
      POSTCODE: null,
      FULLNAME: null,
    });
    expect(fields.LASTSUBSCRIBED).not.toMatch(/^1999/);
    expect(
      (await get<{ dataFields: unknown }[]>('/v2/contacts')).body.every(
        ({ dataFields }) => dataFields === null,
      ),
    ).toBe(true);
  });

  it('10. account level and list level are separate', async () => {
    const [book, other] = [await sandbox.book('Ten'), await sandbox.book('Ten too')];
    for (const name of ['list', 'account', 'removed', 'binned', 'suppressed']) {
      await person(`${name}@ten.example`, book);
      await person(`${name}@ten.example`, other);
    }
    expect(
      (await post(`/v2/address-books/${book}/contacts/unsubscribe`, { email: 'list@ten.example' })).body,
    ).toMatchObject({
      suppressedContact: { status: 'Subscribed', dataFields: null },
      reason: 'Unsubscribed',
    });
    await post('/v2/contacts/unsubscribe', { email: 'account@ten.example' });
    const removed = await person('removed@ten.example', book);
    expect((await del(`/v2/address-books/${book}/contacts/${removed}`)).status).toBe(204);
    const binned = await person('binned@ten.example');
    expect((await del(`/v2/contacts/${binned}`)).status).toBe(204);
    await put('/v2/contacts/suppress-contacts', [{ email: 'suppressed@ten.example' }]);

    expect((await sandbox.members(book)).map(({ email }) => email)).toEqual([]);
    expect((await sandbox.members(other)).map(({ email }) => email)).toEqual([
      'list@ten.example',
      'removed@ten.example',
    ]);
    expect(await reasonsOf(`/v2/address-books/${book}/contacts/unsubscribed-since/${since}`)).toEqual({
      'list@ten.example': 'Unsubscribed',
    });
    expect(await reasonsOf(`/v2/contacts/unsubscribed-since/${since}`)).toMatchObject({
      'account@ten.example': 'Unsubscribed',
    });
    const suppressed = await reasonsOf(`/v2/contacts/suppressed-since/${since}`);
    expect(suppressed).toMatchObject({
      'account@ten.example': 'Unsubscribed',
      'suppressed@ten.example': 'Suppressed',
    });
    expect(Object.keys(suppressed)).not.toContain('list@ten.example');

    expect(await post(`/v2/address-books/${book}/contacts`, { email: 'list@ten.example' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('ERROR_CONTACT_SUPPRESSEDFORADDRESSBOOK') as unknown },
    });
    expect(await post(`/v2/address-books/${book}/contacts`, { email: 'account@ten.example' })).toMatchObject({
      status: 400,
      body: { message: 'Contact is suppressed. ERROR_CONTACT_SUPPRESSED' },
    });
    expect((await post(`/v2/address-books/${book}/contacts`, { email: 'removed@ten.example' })).status).toBe(
      200,
    );
    expect((await get(`/v2/contacts/${binned}`)).status).toBe(404);
    const id = await sandbox.importCsv('Email\nbinned@ten.example\nlist@ten.example\n', { book });
    await sandbox.advance('PT5S');
    expect((await get(`/v2/contacts/${binned}`)).body).toMatchObject({ status: 'Subscribed' });
    expect(await sandbox.faultsOf(id)).toContain('Unsubscribed,list@ten.example');
  });

  it('11. being suppressed sets dateRemoved and moves modified; a second time keeps the first date', async () => {
    await person('eleven@example.net');
    await sandbox.advance('PT1H');
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    const first = await post<Suppression>('/v2/contacts/unsubscribe', { email: 'eleven@example.net' });
    expect(new Date(first.body.dateRemoved).toISOString()).toBe(now);
    expect(
      (await get<{ email: string }[]>(`/v2/contacts/modified-since/${now}`)).body.map(({ email }) => email),
    ).toEqual(['eleven@example.net']);
    await sandbox.advance('PT1H');
    expect(
      (await post<Suppression>('/v2/contacts/unsubscribe', { email: 'eleven@example.net' })).body.dateRemoved,
    ).toBe(first.body.dateRemoved);
    expect((await put('/v2/contacts/suppress-contacts', [{ email: 'eleven@example.net' }])).status).toBe(200);
    expect(await reasonsOf(`/v2/contacts/suppressed-since/${now}`)).toEqual({
      'eleven@example.net': 'Unsubscribed',
    });
  });

  it('12. resubscribing adds at once, asks by mail, or cannot be done, by what had happened', async () => {
    const book = await sandbox.book('Twelve');
    const come = async (email: string, path = '/v2/contacts/resubscribe') =>
      (
        await post<{ status: string; contact: { status: string } }>(path, {
          unsubscribedContact: { email },
          preferredLocale: '',
        })
      ).body;
    const fates = {
      Suppressed: 'ContactAdded',
      Unsubscribed: 'ContactChallenged',
      HardBounced: 'ContactChallenged',
      IspComplained: 'ContactCannotBeUnsuppressed',
      NotAllowed: 'ContactCannotBeUnsuppressed',
      DomainSuppression: 'ContactCannotBeUnsuppressed',
    };
    for (const [status, fate] of Object.entries(fates)) {
      const email = `${status.toLowerCase()}@twelve.example`;
      await person(email, book);
      await sandbox.control('POST', `/contacts/${email}/status`, { status });
      const result = await come(email);
      expect([status, result.status, result.contact.status]).toEqual([
        status,
        fate,
        fate === 'ContactAdded' ? 'Subscribed' : status,
      ]);
    }
    const mails = await sandbox.control<{ recipient: string; link: string }[]>('GET', '/mailbox');
    const link = mails.find(({ recipient }) => recipient === 'unsubscribed@twelve.example')?.link ?? '';
    await sandbox.control('POST', `/mailbox/${link.replace('/confirm/', '')}/confirm`);
    expect((await get('/v2/contacts/unsubscribed@twelve.example')).body).toMatchObject({
      status: 'Subscribed',
    });
    expect((await sandbox.members(book)).map(({ email }) => email)).toEqual([]);

    await come(
      'hardbounced@twelve.example',
      `/v2/address-books/${book}/contacts/resubscribe-with-no-challenge`,
    );
    expect((await sandbox.members(book)).map(({ email }) => email)).toEqual(['hardbounced@twelve.example']);
    await post(`/v2/address-books/${book}/contacts/unsubscribe`, { email: 'hardbounced@twelve.example' });
    expect(
      (await come('hardbounced@twelve.example', `/v2/address-books/${book}/contacts/resubscribe`)).status,
    ).toBe('ContactChallenged');
    await sandbox.settings({ enforceDoubleOptIn: true });
    expect(
      (
        await come(
          'hardbounced@twelve.example',
          `/v2/address-books/${book}/contacts/resubscribe-with-no-challenge`,
        )
      ).status,
    ).toBe('ContactChallenged');
    await sandbox.settings({ enforceDoubleOptIn: false });
  });

  it('13. VerifiedDouble on create waits as PendingOptIn for the link of its mail', async () => {
    expect(
      (await post('/v2/contacts', { email: 'thirteen@example.net', optInType: 'VerifiedDouble' })).body,
    ).toMatchObject({ status: 'PendingOptIn' });
    const mails = await sandbox.control<{ recipient: string; link: string }[]>('GET', '/mailbox');
    const link = mails.find(({ recipient }) => recipient === 'thirteen@example.net')?.link ?? '';
    await sandbox.control('POST', `/mailbox/${link.replace('/confirm/', '')}/confirm`);
    expect((await get('/v2/contacts/thirteen@example.net')).body).toMatchObject({ status: 'Subscribed' });
  });
});
