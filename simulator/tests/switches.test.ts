import { afterEach, describe, expect, it } from 'vitest';
import { switches } from '../engine/switches';
import { basic, demo, useSandbox } from './sandbox';

type Look = () => Promise<unknown>;

/** What a client sees of a switch, and what it is in each position. */
interface Case {
  look: Look;
  seen: Record<string, unknown>;
}

const later = '1971-01-01';
const mail = {
  subject: 'Hello',
  fromName: 'Northwind',
  htmlContent: '<a href="http://$UNSUB$">Leave</a>',
  plainTextContent: 'http://$UNSUB$',
};

describe('every open question is a switch that a client sees the difference of', () => {
  const sandbox = useSandbox();
  const { get, post, put, del } = sandbox;
  let count = 0;
  const fresh = (): string => `person-${(count += 1)}@switches.example`;
  const person = async (email = fresh(), book?: number): Promise<{ id: number; email: string }> =>
    (
      await post<{ id: number; email: string }>(
        book === undefined ? '/v2/contacts' : `/v2/address-books/${book}/contacts`,
        { email, dataFields: [{ key: 'FIRSTNAME', value: 'Ada' }] },
      )
    ).body;
  const newBook = (contacts = 0): Promise<number> => sandbox.book(`Book ${(count += 1)}`, contacts);
  const codeOf = (text: string): string | undefined => /ERROR_[A-Z_]+/.exec(text)?.[0];
  const suppress = (email: string, status: string): Promise<unknown> =>
    sandbox.control('POST', `/contacts/${email}/status`, { status });
  const clock = async (): Promise<string> => (await sandbox.control<{ now: string }>('GET', '/clock')).now;
  const emails = (rows: { email: string }[]): string[] => rows.map(({ email }) => email);
  const statusOfImport = async (id: string): Promise<string> => {
    await sandbox.advance('PT5S');
    return (await get<{ status: string }>(`/v2/contacts/import/${id}`)).body.status;
  };
  const resubscribed = async (status: string): Promise<string> => {
    const { email } = await person();
    if (status !== 'Subscribed') await suppress(email, status);
    const { body, text } = await post<{ status?: string }>('/v2/contacts/resubscribe', {
      unsubscribedContact: { email },
    });
    return body.status ?? codeOf(text) ?? '';
  };
  const back = 'https://back.example/';
  const form = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ client_id: 'sandbox-client', ...fields }),
    });
  const signInWith = async (fields: Record<string, string>): Promise<string> => {
    const [account] = await sandbox.control<{ id: number }[]>('GET', '/accounts');
    const answer = await form('/oauth2/authorise.aspx', {
      redirect_uri: back,
      response_type: 'code',
      decision: 'allow',
      account: String(account?.id),
      ...fields,
    });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const tokensFor = (fields: Record<string, string>): Promise<Response> =>
    form('/oauth2/tokens.ashx', { client_secret: 'sandbox-secret', ...fields });
  const modifiedBy = async (
    act: (one: { id: number; email: string }, book: number) => Promise<unknown>,
  ): Promise<boolean> => {
    const book = await newBook();
    const one = await person();
    await sandbox.advance('PT1H');
    const since = await clock();
    await act(one, book);
    return emails((await get<{ email: string }[]>(`/v2/contacts/modified-since/${since}`)).body).includes(
      one.email,
    );
  };
  const campaign = async (people: string[]): Promise<number> => {
    const book = await newBook();
    for (const email of people) await person(email, book);
    const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
      name: `Campaign ${(count += 1)}`,
    });
    await sandbox.control('POST', `/campaigns/${id}/load`, { addressBookId: book });
    return id;
  };
  const field = async (more: Record<string, unknown> = {}): Promise<string> => {
    const name = `Field_${(count += 1)}`;
    await post('/v2/data-fields', { name, type: 'String', ...more });
    return name;
  };
  const usage = async (api: { status: number; headers: Headers }): Promise<string> =>
    `${api.status} ${api.headers.get('content-type') ?? ''}`.trim();

  const cases: Record<string, Case> = {
    statusCodes: {
      look: async () => (await post('/v2/address-books', { name: `Codes ${(count += 1)}` })).status,
      seen: { openapi: 201, docs: 200 },
    },
    legacy: {
      look: async () =>
        'customReplyToAddress' in (await get<object>(`/v2/campaigns/${await campaign([fresh()])}`)).body,
      seen: { false: true, true: false },
    },
    requestKeys: {
      look: async () => (await post('/v2/contacts', { Email: fresh() })).status,
      seen: { 'any-case': 201, exact: 400 },
    },
    unknownRoute: {
      look: async () => usage(await get('/v2/nothing-here')),
      seen: { json: '404 application/json; charset=utf-8', html: '404 text/html; charset=utf-8' },
    },
    disabledUser: {
      look: async () => {
        await sandbox.control('POST', '/api-users', {
          email: 'apiuser-off@apiconnector.com',
          enabled: false,
        });
        return (await get('/v2/account-info', { as: 'apiuser-off@apiconnector.com:sandbox-password' }))
          .status;
      },
      seen: { 401: 401, 403: 403 },
    },
    serverTimeOpen: {
      look: async () => (await get('/v2/server-time', { as: null })).status,
      seen: { true: 200, false: 401 },
    },
    rateLimitReset: {
      look: async () => Number((await get('/v2/data-fields')).headers.get('x-ratelimit-reset')) > 1e9,
      seen: { epoch: true, delta: false },
    },
    rateLimitScope: {
      look: async () => (await get('/v2/data-fields')).headers.get('x-ratelimit-scope'),
      seen: { lowCallRate: 'mediumCallRate', low: 'medium' },
    },
    dateFraction: {
      look: async () => {
        await sandbox.control('POST', '/clock', { now: (await clock()).replace(/\.\d+Z$/, '.250Z') });
        return /T[\d:]+(.*)$/.exec((await get<string>('/v2/server-time')).body)?.[1];
      },
      seen: { 'as-needed': '.250Z', none: 'Z', three: '.250Z', seven: '.2500000Z' },
    },
    selectOverLimit: {
      look: async () => (await get('/v2/contacts?select=1001')).status,
      seen: { refused: 400, cut: 200 },
    },
    largePages: {
      look: async () =>
        (await get<unknown[]>(`/v2/address-books/${await newBook(1200)}/contacts/modified-since/${later}`))
          .body.length,
      seen: { true: 1200, false: 1000 },
    },
    refusalStatus: {
      look: async () => {
        const { email } = await person();
        await post('/v2/contacts/unsubscribe', { email });
        return [
          (await post('/v2/contacts', { email })).status,
          (await post('/v2/data-fields', { name: 'FIRSTNAME' })).status,
          (await post('/v2/address-books', { name: 'test' })).status,
        ];
      },
      seen: { 400: [400, 400, 400], 409: [409, 409, 409] },
    },
    bookCount: {
      look: async () => {
        const book = await newBook(2);
        await get(`/v2/address-books/${book}`);
        await person(fresh(), book);
        await get(`/v2/address-books/${book}`);
        await person(fresh(), book);
        return (await get<{ contacts: number }>(`/v2/address-books/${book}`)).body.contacts;
      },
      seen: { exact: 4, lags: 2 },
    },
    bookNames: {
      look: async () => {
        const name = `Name ${(count += 1)}`;
        await post('/v2/address-books', { name });
        return [
          (await post('/v2/address-books', { name: name.toUpperCase() })).status,
          (await post('/v2/address-books', { name })).status,
        ];
      },
      seen: { 'any-case': [400, 400], exact: [201, 400] },
    },
    nullInName: {
      look: async () => (await post('/v2/address-books', { name: `No\u0000thing ${(count += 1)}` })).status,
      seen: { refused: 400, taken: 201 },
    },
    bookNameCode: {
      look: async () => codeOf((await post('/v2/address-books', { name: '' })).text),
      seen: {
        ERROR_ADDRESSBOOK_INVALID: 'ERROR_ADDRESSBOOK_INVALID',
        ERROR_PARAMETER_INVALID: 'ERROR_PARAMETER_INVALID',
      },
    },
    deletedBook: {
      look: async () => {
        const [book, other] = [await newBook(), await newBook()];
        const [lone, shared] = [await person(fresh(), book), await person(fresh(), book)];
        await person(shared.email, other);
        await del(`/v2/address-books/${book}`);
        return [
          (await get(`/v2/contacts/${lone.id}`)).status,
          (await get(`/v2/contacts/${shared.id}`)).status,
        ];
      },
      seen: { stay: [200, 200], binned: [404, 200] },
    },
    removingStranger: {
      look: async () =>
        (await del(`/v2/address-books/${await newBook()}/contacts/${(await person()).id}`)).status,
      seen: { 204: 204, 404: 404 },
    },
    bulkRemovalAnswer: {
      look: async () => {
        const book = await newBook();
        return (await post(`/v2/address-books/${book}/contacts/delete`, [(await person(fresh(), book)).id]))
          .status;
      },
      seen: { 202: 202, 204: 204 },
    },
    bulkRemovalStranger: {
      look: async () => {
        const book = await newBook();
        const { id } = await person(fresh(), book);
        const removal = (await post<{ id: string }>(`/v2/address-books/${book}/contacts/delete`, [id, 5]))
          .body;
        await sandbox.advance('PT1S');
        return [
          (await get<{ status: string }>(`/v2/contacts/deletion/${removal.id}`)).body.status,
          (await sandbox.members(book)).length,
        ];
      },
      seen: { ignored: ['Completed', 0], failed: ['Failed', 1] },
    },
    deletionKeys: {
      look: async () => {
        const book = await newBook();
        const removal = (
          await post<{ id: string }>(`/v2/address-books/${book}/contacts/delete`, [
            (await person(fresh(), book)).id,
          ])
        ).body;
        return Object.keys((await get<object>(`/v2/contacts/deletion/${removal.id}`)).body);
      },
      seen: { camel: ['id', 'status'], pascal: ['Id', 'Status'] },
    },
    suppressedReadableById: {
      look: async () => {
        const { id, email } = await person();
        await post('/v2/contacts/unsubscribe', { email });
        return [(await get(`/v2/contacts/${id}`)).status, (await get(`/v2/contacts/${email}`)).status];
      },
      seen: { true: [200, 200], false: [404, 200] },
    },
    suppressedLeaveBooks: {
      look: async () => {
        const book = await newBook();
        const { email } = await person(fresh(), book);
        await post('/v2/contacts/unsubscribe', { email });
        return (await get<{ status: string }[]>(`/v2/address-books/${book}/contacts`)).body.map(
          ({ status }) => status,
        );
      },
      seen: { true: [], false: ['Unsubscribed'] },
    },
    softBouncedLeavesBooks: {
      look: async () => {
        const book = await newBook();
        await suppress((await person(fresh(), book)).email, 'SoftBounced');
        return (await sandbox.members(book)).map(({ status }) => status);
      },
      seen: { true: [], false: ['SoftBounced'] },
    },
    suppressedTwice: {
      look: async () => {
        const { email } = await person();
        await post('/v2/contacts/unsubscribe', { email });
        await sandbox.advance('PT1H');
        const since = await clock();
        await put('/v2/contacts/suppress-contacts', [{ email }]);
        const rows = (
          await get<{ suppressedContact: { email: string }; reason: string }[]>(
            `/v2/contacts/suppressed-since/${since}`,
          )
        ).body;
        return rows.map(({ reason }) => reason);
      },
      seen: { first: [], latest: ['Suppressed'] },
    },
    sinceInclusive: {
      look: async () => {
        await sandbox.advance('PT1H');
        const { email } = await person();
        return emails(
          (await get<{ email: string }[]>(`/v2/contacts/modified-since/${await clock()}`)).body,
        ).includes(email);
      },
      seen: { true: true, false: false },
    },
    membershipMovesModified: {
      look: () =>
        modifiedBy(({ id }, book) =>
          sandbox.control('POST', `/address-books/${book}/members`, { add: [id] }),
        ),
      seen: { true: true, false: false },
    },
    statusMovesModified: {
      look: () => modifiedBy(({ email }) => post('/v2/contacts/unsubscribe', { email })),
      seen: { true: true, false: false },
    },
    emailBlanks: {
      look: async () => {
        const id = await sandbox.importCsv(`Email\n ${fresh()} \n`);
        await sandbox.advance('PT5S');
        return [
          (await post('/v2/contacts', { email: ` ${fresh()} ` })).status,
          (await sandbox.report(id)).invalidEntries,
        ];
      },
      seen: { trimmed: [201, 0], refused: [400, 1] },
    },
    wrongValueCode: {
      look: async () =>
        codeOf(
          (
            await post('/v2/contacts', {
              email: fresh(),
              dataFields: [{ key: await field({ type: 'Numeric' }), value: 'many' }],
            })
          ).text,
        ),
      seen: {
        ERROR_CONTACT_INVALID: 'ERROR_CONTACT_INVALID',
        ERROR_PARAMETER_INVALID: 'ERROR_PARAMETER_INVALID',
      },
    },
    putZeroCreates: {
      look: async () => (await put('/v2/contacts/0', { email: fresh() })).status,
      seen: { true: 200, false: 404 },
    },
    resubscribingSubscribed: {
      look: () => resubscribed('Subscribed'),
      seen: {
        ContactAdded: 'ContactAdded',
        ERROR_CONTACT_RESUBSCRIPTION_INVALID: 'ERROR_CONTACT_RESUBSCRIPTION_INVALID',
      },
    },
    directComplaint: {
      look: () => resubscribed('DirectComplaint'),
      seen: { never: 'ContactCannotBeUnsuppressed', challenged: 'ContactChallenged' },
    },
    mailBlocked: {
      look: () => resubscribed('MailBlocked'),
      seen: { challenged: 'ContactChallenged', never: 'ContactCannotBeUnsuppressed' },
    },
    noMxRecord: {
      look: () => resubscribed('NoMxRecord'),
      seen: { never: 'ContactCannotBeUnsuppressed', challenged: 'ContactChallenged' },
    },
    fileType: {
      look: async () => {
        const send = async (fileName: string, content: string): Promise<number> =>
          (await post('/v2/contacts/import', { fileName, data: Buffer.from(content).toString('base64') }))
            .status;
        return [await send('people.dat', `Email\n${fresh()}\n`), await send('people.csv', 'Email\n\u0000\n')];
      },
      seen: { ending: [400, 202], content: [202, 400] },
    },
    noEmailColumn: {
      look: async () =>
        (
          await post('/v2/contacts/import', {
            fileName: 'a.csv',
            data: Buffer.from('a,b\n1,2\n').toString('base64'),
          })
        ).status,
      seen: { status: 202, 'at-once': 400 },
    },
    unknownColumns: {
      look: async () => statusOfImport(await sandbox.importCsv(`id,Email,Shoe Size\n1,${fresh()},44\n`)),
      seen: { ignored: 'Finished', refused: 'InvalidFileFormat' },
    },
    booleanWords: {
      look: async () => {
        const name = await field({ type: 'Boolean' });
        return Promise.all(
          ['true', 'Y'].map(
            async (value) =>
              (await post('/v2/contacts', { email: fresh(), dataFields: [{ key: name, value }] })).status,
          ),
        );
      },
      seen: { wide: [201, 201], 'true-false': [201, 400] },
    },
    duplicateRows: {
      look: async () => {
        const email = fresh();
        const book = await newBook();
        await sandbox.importCsv(`Email,FIRSTNAME\n${email},One\n${email},Two\n`, { book });
        await sandbox.advance('PT5S');
        return (await sandbox.members(book)).map(({ dataFields }) => dataFields.FIRSTNAME);
      },
      seen: { first: ['One'], last: ['Two'] },
    },
    wrongTypeRow: {
      look: async () => {
        const book = await newBook();
        await sandbox.importCsv(`Email,${await field({ type: 'Numeric' })}\n${fresh()},many\n`, { book });
        await sandbox.advance('PT5S');
        return (await sandbox.members(book)).length;
      },
      seen: { fail: 0, 'drop-field': 1 },
    },
    reportTooEarly: {
      look: async () =>
        (await get(`/v2/contacts/import/${await sandbox.importCsv(`Email\n${fresh()}\n`)}/report`)).status,
      seen: { 404: 404, 400: 400 },
    },
    emptyFaults: {
      look: async () => {
        const id = await sandbox.importCsv(`Email\n${fresh()}\n`);
        await sandbox.advance('PT5S');
        return (await sandbox.faultsOf(id)).trim();
      },
      seen: { header: 'Reason,Email', empty: '' },
    },
    faultsBom: {
      look: async () => {
        const id = await sandbox.importCsv('Email\nnobody\n');
        await sandbox.advance('PT5S');
        const answer = await fetch(`${sandbox.url}/v2/contacts/import/${id}/report-faults`, {
          headers: { Authorization: basic(demo) },
        });
        return (
          Buffer.from(await answer.arrayBuffer())
            .subarray(0, 3)
            .toString('hex') === 'efbbbf'
        );
      },
      seen: { true: true, false: false },
    },
    faultWords: {
      look: async () => {
        const id = await sandbox.importCsv('Email\nnobody\n');
        await sandbox.advance('PT5S');
        return (await sandbox.faultsOf(id)).split('\r\n')[1];
      },
      seen: { docs: 'Invalid Email,nobody', magento: 'Invalid Entries,nobody' },
    },
    fieldNames: {
      look: async () => {
        const name = await field();
        const email = fresh();
        const { body } = await post<{ dataFields: { key: string; value: unknown }[] }>('/v2/contacts', {
          email,
          dataFields: [{ key: name.toUpperCase(), value: 'kept' }],
        });
        const seen = body.dataFields.find(({ value }) => value === 'kept')?.key ?? '';
        return seen === name ? 'as-given' : seen === name.toUpperCase() ? 'upper' : seen;
      },
      seen: { upper: 'upper', 'as-given': 'as-given' },
    },
    fieldInUse: {
      look: async () => {
        const name = await field();
        await sandbox.control('POST', '/campaigns', { subject: `@${name.toUpperCase()}@` });
        return (await del(`/v2/data-fields/${name}`)).status;
      },
      seen: { 409: 409, result: 200 },
    },
    fieldCreated: {
      look: async () =>
        (await post('/v2/data-fields', { name: `MADE${(count += 1)}`, type: 'String' })).body ?? null,
      seen: {
        object: expect.objectContaining({ type: 'String', visibility: 'Private', defaultValue: null }),
        nothing: null,
      },
    },
    fieldDeleted: {
      look: async () => (await del(`/v2/data-fields/${await field()}`)).status,
      seen: { result: 200, 204: 204 },
    },
    campaignUnsubscribe: {
      look: async () => {
        const email = fresh();
        const id = await campaign([email]);
        await sandbox.control('POST', `/campaigns/${id}/events`, [{ kind: 'unsubscribe', contact: email }]);
        return (await get<{ status: string }>(`/v2/contacts/${email}`)).body.status;
      },
      seen: { account: 'Unsubscribed', book: 'Subscribed' },
    },
    emptySendMeansEveryone: {
      look: async () =>
        (
          await post('/v2/campaigns/send', {
            campaignId: (await sandbox.control<{ id: number }>('POST', '/campaigns', {})).id,
          })
        ).status,
      seen: { true: 202, false: 400 },
    },
    siteTracking: {
      look: async () => {
        const book = await newBook(6);
        const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
          addressBookIds: [book],
        });
        await sandbox.advance('P1D');
        return (await get<unknown[]>(`/v2/campaigns/${id}/page-views/since-date/${later}`)).body.length > 0;
      },
      seen: { false: false, true: true },
    },
    clickImpliesOpen: {
      look: async () => {
        const email = fresh();
        const book = await newBook();
        await person(email, book);
        const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
          addressBookIds: [book],
        });
        await sandbox.advance('PT1S');
        await sandbox.control('POST', `/campaigns/${id}/events`, [{ kind: 'click', contact: email }]);
        return (await get<{ numOpens: number }[]>(`/v2/campaigns/${id}/activities`)).body.map(
          ({ numOpens }) => numOpens,
        );
      },
      seen: { true: [1], false: [0] },
    },
    neverOpened: {
      look: async () => {
        const book = await newBook();
        await person(fresh(), book);
        const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
          addressBookIds: [book],
        });
        await sandbox.advance('PT1S');
        const [row] = (await get<Record<string, unknown>[]>(`/v2/campaigns/${id}/activities`)).body;
        return row && 'dateFirstOpened' in row ? row.dateFirstOpened : 'left out';
      },
      seen: { absent: 'left out', null: null, year0001: '0001-01-01T00:00:00Z' },
    },
    percentages: {
      look: async () =>
        (await get<{ percentageDelivered: number }>(`/v2/campaigns/${await campaign([fresh()])}/summary`))
          .body.percentageDelivered,
      seen: { fraction: 1, percent: 100 },
    },
    plainCounters: {
      look: async () => {
        const book = await newBook();
        await post(`/v2/address-books/${book}/contacts`, { email: fresh(), emailType: 'PlainText' });
        await person(fresh(), book);
        const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', {
          addressBookIds: [book],
        });
        await sandbox.advance('PT2S');
        const { numSent, numTextSent, numTotalSent } = (
          await get<Record<string, number>>(`/v2/campaigns/${id}/summary`)
        ).body;
        return [numSent, numTextSent, numTotalSent];
      },
      seen: { html: [1, 1, 2], total: [2, 1, 2] },
    },
    campaignFromAddress: {
      look: async () => {
        const answer = await post<{ fromAddress: { email: string } }>('/v2/campaigns', {
          name: 'From nobody',
          ...mail,
        });
        return codeOf(answer.text) ?? answer.body.fromAddress.email;
      },
      seen: {
        refused: 'ERROR_CAMPAIGN_INVALID',
        'first-of-account': 'newsletter@northwind.example',
      },
    },
    templateUnsubscribe: {
      look: async () =>
        (await post('/v2/templates', { name: 'No way out', ...mail, htmlContent: '<p>Hello</p>' })).status,
      seen: { required: 400, free: 201 },
    },
    templatePages: {
      look: async () => (await get('/v2/templates?select=1000')).status,
      seen: { 1000: 200, 500: 400 },
    },
    insightJson: {
      look: async () =>
        (
          await post('/v2/contacts/transactional-data/Documents', {
            key: `k-${(count += 1)}`,
            contactIdentifier: 'account',
            json: { total: 5 },
          })
        ).status,
      seen: { taken: 201, refused: 400 },
    },
    insightCreated: {
      look: async () => {
        await post('/insightData/v3/collections/Made?collectionScope=account');
        return (
          (await put<{ json: unknown }>(`/insightData/v3/account/Made/r-${(count += 1)}`, { total: 5 })).body
            ?.json ?? null
        );
      },
      seen: { record: { total: 5 }, nothing: null },
    },
    firstWriteMakesCollection: {
      look: async () =>
        (
          await post(`/v2/contacts/transactional-data/Made${(count += 1)}`, {
            key: '1',
            contactIdentifier: (await person()).email,
            json: '{}',
          })
        ).status,
      seen: { true: 201, false: 404 },
    },
    refusedSignIn: {
      look: async () =>
        (
          await form('/oauth2/authorise.aspx', {
            redirect_uri: back,
            response_type: 'code',
            state: 's',
            decision: 'refuse',
          })
        ).headers.get('location'),
      seen: {
        error: 'https://back.example/?error=access_denied&state=s',
        nothing: 'https://back.example/?state=s',
      },
    },
    oauthPkce: {
      look: async () => {
        const code = await signInWith({ code_challenge: 'somebody-elses', code_challenge_method: 'S256' });
        return (await tokensFor({ grant_type: 'authorization_code', redirect_uri: back, code })).status;
      },
      seen: { checked: 400, ignored: 200 },
    },
    oauthRefresh: {
      look: async () => {
        const code = await signInWith({});
        const first = await tokensFor({ grant_type: 'authorization_code', redirect_uri: back, code });
        const { refresh_token } = (await first.json()) as { refresh_token: string };
        await tokensFor({ grant_type: 'refresh_token', refresh_token });
        return (await tokensFor({ grant_type: 'refresh_token', refresh_token })).status;
      },
      seen: { kept: 200, rotated: 400 },
    },
    appInFrames: {
      look: async () => (await fetch(`${sandbox.url}/?oauthtoken=any`)).headers.get('x-frame-options'),
      seen: { allowed: null, refused: 'SAMEORIGIN' },
    },
    v3Words: {
      look: async () =>
        (
          await get<{ channelProperties: { email: { emailType: string } } }>(
            `/contacts/v3/email/${(await person()).email}?include=channelProperties`,
          )
        ).body.channelProperties.email.emailType,
      seen: { pascal: 'Html', camel: 'html' },
    },
    v3Offsets: {
      look: async () => (await get('/contacts/v3?~modified=gte::2026-03-01T00:00:00%2B02:00')).status,
      seen: { true: 200, false: 400 },
    },
    v3NoIdentifiers: {
      look: async () =>
        (await put('/contacts/v3/import', { contacts: [{ matchIdentifier: 'email' }] })).status,
      seen: { 'at-once': 400, 'in-report': 202 },
    },
    v3DetailKey: {
      look: async () =>
        Object.keys(
          (await get<{ details: object[] }>('/contacts/v3/email/nobody@switches.example')).body.details[0] ??
            {},
        ),
      seen: { item: ['item', 'description'], error: ['error', 'description'] },
    },
  };

  afterEach(() =>
    sandbox.settings(Object.fromEntries(switches.map(({ name, positions }) => [name, positions[0]]))),
  );

  it('the list of switches and the list of cases are the same, position by position', () => {
    const positions = Object.fromEntries(switches.map((one) => [one.name, one.positions.map(String).sort()]));
    expect(
      Object.fromEntries(Object.entries(cases).map(([name, { seen }]) => [name, Object.keys(seen).sort()])),
    ).toEqual(positions);
  });

  it('the control surface lists them with their question and position', async () => {
    const listed = await sandbox.control<{ name: string; question: string; position: unknown }[]>(
      'GET',
      '/switches',
    );
    expect(listed.map(({ name }) => name)).toEqual(switches.map(({ name }) => name));
    for (const { question, position } of listed)
      expect([question.endsWith('?'), position]).not.toContain(undefined);
  });

  for (const { name, question, positions } of switches) {
    for (const position of positions) {
      it(`${name} as ${position}: ${question}`, async () => {
        await sandbox.settings({ [name]: position });
        expect(await cases[name]?.look()).toEqual(cases[name]?.seen[String(position)]);
      });
    }
  }
});
