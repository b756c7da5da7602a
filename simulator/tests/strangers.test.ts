import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { basic, demo, useSandbox } from './sandbox';

type Json = Record<string, unknown>;

/** What the older descriptions name, and what strict clients made from them throw at when there is more. */
const older = {
  account: 'id properties',
  property: 'name type value',
  book: 'id name visibility contacts',
  contact: 'id email optInType emailType dataFields status',
  data: 'key value',
  suppression: 'suppressedContact dateRemoved reason',
  resubscription: 'contact status',
  field: 'name type visibility defaultValue',
  dependencies: 'dependencies result',
  import: 'id status',
  report:
    'newContacts updatedContacts globallySuppressed invalidEntries duplicateEmails blocked unsubscribed hardBounced softBounced ispComplaints mailBlocked domainSuppressed pendingDoubleOptin failures',
  campaign:
    'id name subject fromName fromAddress htmlContent plainTextContent replyAction replyToAddress isSplitTest status',
  fromAddress: 'id email',
  send: 'id campaignId addressBookIds contactIds sendDate splitTestOptions status',
  summary: `dateSent numUniqueOpens numUniqueTextOpens numTotalUniqueOpens numOpens numTextOpens numTotalOpens numClicks numTextClicks numTotalClicks numPageViews numTotalPageViews
    numTextPageViews numForwards numTextForwards numEstimatedForwards numTextEstimatedForwards numTotalEstimatedForwards numReplies numTextReplies numTotalReplies numHardBounces
    numTextHardBounces numTotalHardBounces numSoftBounces numTextSoftBounces numTotalSoftBounces numUnsubscribes numTextUnsubscribes numTotalUnsubscribes numIspComplaints
    numTextIspComplaints numTotalIspComplaints numMailBlocks numTextMailBlocks numTotalMailBlocks numSent numTextSent numTotalSent numRecipientsClicked numDelivered numTextDelivered
    numTotalDelivered percentageDelivered percentageUniqueOpens percentageOpens percentageUnsubscribes percentageReplies percentageHardBounces percentageSoftBounces percentageUsersClicked
    percentageClicksToOpens`,
  activity:
    'contactId email numOpens numPageViews numClicks numForwards numEstimatedForwards numReplies dateSent dateFirstOpened dateLastOpened firstOpenIp unsubscribed softBounced hardBounced',
  open: 'contactId email mailClient mailClientVersion ipAddress userAgent isHtml isForward dateOpened',
  click: 'contactId email url ipAddress userAgent dateClicked keyword',
  pageView: 'contactId email url dateViewed',
  reply: 'contactId email fromAddress toAddress subject message isHtml dateReplied replyType',
  segment: 'id name contacts',
  refresh: 'id status',
  program: 'id name status dateCreated',
  enrolment: 'id programId status dateCreated contacts addressBooks',
  template: 'id name subject fromName htmlContent plainTextContent replyAction replyToAddress',
  folder: 'id name childFolders',
  document: 'id name fileName fileSize dateCreated dateModified',
  insight: 'key contactIdentifier json',
  insightReport: 'totalItems totalImported totalRejected faults',
  insightFault: 'key reason',
} as const;

const keysOf = (kind: keyof typeof older): string[] => older[kind].split(/\s+/).sort();
const since = '1971-01-01';

describe('clients that nobody here wrote', () => {
  const sandbox = useSandbox({ settings: { importSeconds: 0.05 } });
  const { get, post, put } = sandbox;
  const authorization = basic(demo);

  /** Bytes as they are, over a socket of its own; hands back all that comes until the other side is done. */
  const raw = (
    head: string[],
    body: Buffer | string = '',
    { waitFor }: { waitFor?: RegExp } = {},
  ): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(sandbox.simulator.port, '127.0.0.1', () => {
        socket.write(`${head.join('\r\n')}\r\n\r\n`);
        if (!waitFor) socket.write(body);
      });
      let heard = '';
      let answered = false;
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('utf8');
        if (waitFor?.test(heard) && !answered) {
          answered = true;
          socket.write(body);
        }
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
      socket.setTimeout(60_000, () => socket.destroy(new Error(`nothing more came after: ${heard}`)));
    });
  const request = (
    line: string,
    headers: Record<string, string> = {},
    body: Buffer | string = '',
    version = '1.1',
  ): Promise<string> =>
    raw(
      [
        `${line} HTTP/${version}`,
        'Host: sandbox',
        'Connection: close',
        `Authorization: ${authorization}`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        ...(body === '' || 'Transfer-Encoding' in headers
          ? []
          : [`Content-Length: ${Buffer.byteLength(body)}`]),
      ],
      body,
    );
  const statusOf = (answer: string): number => Number(/^HTTP\/1\.[01] (\d+)/.exec(answer)?.[1]);
  const chunked = (body: Buffer | string, size = 7): Buffer => {
    const bytes = Buffer.from(body);
    const parts: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size);
      parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
    }
    return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
  };
  const rowsOf = async (id: string): Promise<Record<string, number>> => {
    await sandbox.advance('PT5S');
    return sandbox.report(id);
  };
  const idIn = (answer: string): string => /"id":"([0-9a-f-]{36})"/.exec(answer)?.[1] ?? answer;

  it('strict older ones: with the legacy switch every answer has exactly the keys of the older description', async () => {
    await sandbox.settings({ legacy: true, neverOpened: 'null', siteTracking: true });
    const sees = async (kind: keyof typeof older, value: unknown): Promise<void> => {
      const rows = (Array.isArray(value) ? value : [value]) as Json[];
      expect([kind, rows.length > 0]).toEqual([kind, true]);
      for (const row of rows) expect([kind, Object.keys(row).sort()]).toEqual([kind, keysOf(kind)]);
    };
    const read = async (kind: keyof typeof older, path: string): Promise<Json> => {
      const { body } = await get<Json>(path);
      await sees(kind, body);
      return body;
    };
    const account = await read('account', '/v2/account-info');
    await sees('property', account.properties);
    const made = (await post<Json>('/v2/address-books', { name: 'Strict' })).body;
    await sees('book', made);
    const book = Number(made.id);
    await read('book', '/v2/address-books');
    const ines = (await post<Json>(`/v2/address-books/${book}/contacts`, { email: 'ines@strict.example' }))
      .body;
    await sees('contact', ines);
    await sees('data', ines.dataFields);
    await read('contact', `/v2/address-books/${book}/contacts?withFullData=true`);
    await read('contact', `/v2/contacts/${String(ines.id)}`);
    await read('contact', `/v2/contacts/modified-since/${since}`);
    await read('field', '/v2/data-fields');
    await post('/v2/data-fields', { name: 'OLD' });
    await sees('dependencies', (await sandbox.del<Json>('/v2/data-fields/OLD')).body);
    const id = await sandbox.importCsv(
      `Email\n${Array.from({ length: 40 }, (_, i) => `p${i}@strict.example`).join('\n')}\n`,
      { book },
    );
    await read('import', `/v2/contacts/import/${id}`);
    await sandbox.advance('PT5S');
    await read('report', `/v2/contacts/import/${id}/report`);

    await sandbox.control('POST', '/segments', { name: 'All of them' });
    const [segment] = (await get<Json[]>('/v2/segments')).body;
    await sees('segment', segment);
    await sees('refresh', (await post<Json>(`/v2/segments/refresh/${String(segment?.id)}`)).body);
    const program = await sandbox.control<Json>('POST', '/programs', { name: 'Welcome' });
    await read('program', '/v2/programs');
    await sees(
      'enrolment',
      (await post<Json>('/v2/programs/enrolments', { programId: program.id, addressBooks: [book] })).body,
    );
    await post('/v2/templates', {
      name: 'T',
      subject: 'S',
      fromName: 'F',
      htmlContent: '<p>$UNSUB$</p>',
      plainTextContent: '$UNSUB$',
    });
    await read('template', '/v2/templates');

    const draft = (
      await post<Json>('/v2/campaigns', {
        fromAddress: { email: 'newsletter@northwind.example' },
        name: 'C',
        subject: 'S',
        fromName: 'F',
        htmlContent: '<a href="https://x.example/a">a</a> $UNSUB$',
        plainTextContent: '$UNSUB$',
      })
    ).body;
    await sees('campaign', draft);
    await sees('fromAddress', draft.fromAddress);
    const campaign = Number(draft.id);
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    const send = (
      await post<Json>('/v2/campaigns/send', { campaignId: campaign, addressBookIds: [book], sendDate: now })
    ).body;
    await sees('send', send);
    await read('send', `/v2/campaigns/send/${String(send.id)}`);
    await sandbox.advance('P2D');
    await sandbox.control('POST', `/campaigns/${campaign}/events`, [
      { kind: 'reply', contact: 'p1@strict.example' },
    ]);
    const replier = (await get<Json>('/v2/contacts/p1@strict.example')).body;
    await read('campaign', `/v2/campaigns/${campaign}`);
    await read('campaign', `/v2/address-books/${book}/campaigns`);
    await read('summary', `/v2/campaigns/${campaign}/summary`);
    await read('activity', `/v2/campaigns/${campaign}/activities`);
    await read('activity', `/v2/campaigns/${campaign}/activities/since-date/${since}`);
    await read('open', `/v2/campaigns/${campaign}/opens`);
    await read('click', `/v2/campaigns/${campaign}/clicks`);
    await read('pageView', `/v2/campaigns/${campaign}/page-views/since-date/${since}`);
    await read('reply', `/v2/campaigns/${campaign}/activities/${String(replier.id)}/replies`);
    await sees(
      'suppression',
      (await post<Json>('/v2/contacts/unsubscribe', { email: 'ines@strict.example' })).body,
    );
    await read('suppression', `/v2/contacts/suppressed-since/${since}`);
    await sees(
      'resubscription',
      (
        await post<Json>('/v2/contacts/resubscribe', {
          unsubscribedContact: { email: 'ines@strict.example' },
        })
      ).body,
    );
    await sees(
      'insight',
      (
        await post<Json>('/v2/contacts/transactional-data/Old', {
          key: '1',
          contactIdentifier: 'p2@strict.example',
          json: '{}',
        })
      ).body,
    );
    await read('insight', '/v2/contacts/transactional-data/Old/1');
    const insight = await post<Json>('/v2/contacts/transactional-data/import/Old', [{ key: '2' }]);
    await sandbox.advance('PT5S');
    const report = (
      await get<Json & { faults: Json[] }>(
        `/v2/contacts/transactional-data/import/${String(insight.body.id)}/report`,
      )
    ).body;
    await sees('insightReport', report);
    await sees('insightFault', report.faults[0]);
    await sandbox.settings({ legacy: false, neverOpened: 'absent', siteTracking: false });
  });

  it('PascalCase: keys of bodies at any depth, and of queries, count in any case', async () => {
    const book = (
      await post<{ id: number }>('/v2/address-books', {
        Id: 0,
        Name: 'Pascal',
        Visibility: 'Public',
        Contacts: 0,
      })
    ).body.id;
    const made = await post<{ id: number; dataFields: { key: string; value: unknown }[] }>(
      `/v2/address-books/${book}/contacts`,
      {
        Id: 0,
        Email: 'One@Pascal.example',
        OptInType: 'Single',
        EmailType: 'PlainText',
        DataFields: [{ Key: 'FirstName', Value: 'One' }],
        Status: 'Subscribed',
      },
    );
    expect(made).toMatchObject({
      status: 200,
      body: { email: 'one@pascal.example', optInType: 'Single', emailType: 'PlainText' },
    });
    expect(made.body.dataFields).toContainEqual({ key: 'FIRSTNAME', value: 'One' });
    expect(
      await put(`/v2/contacts/${made.body.id}`, {
        Email: 'one@pascal.example',
        DataFields: [{ KEY: 'LASTNAME', VALUE: 'Uno' }],
      }),
    ).toMatchObject({ status: 200 });
    expect(
      (await get<Json[]>(`/v2/address-books/${book}/contacts?WithFullData=TRUE&Select=1&Skip=0`)).body[0],
    ).toMatchObject({ dataFields: expect.arrayContaining([{ key: 'LASTNAME', value: 'Uno' }]) as unknown });
    expect(
      (
        await post('/v2/data-fields', {
          Name: 'Pascal',
          Type: 'Numeric',
          Visibility: 'Private',
          DefaultValue: '5',
        })
      ).status,
    ).toBe(201);
    const started = await post<{ id: string }>(`/v2/address-books/${book}/contacts/import`, {
      FileName: 'contacts.csv',
      Data: Buffer.from('Email\ntwo@pascal.example\n').toString('base64'),
    });
    expect(await rowsOf(started.body.id)).toMatchObject({ newContacts: 1 });
    const collection = await post<{ id: string }>('/v2/contacts/import-collection', {
      Contacts: [{ Email: 'three@pascal.example', DataFields: [{ Key: 'FIRSTNAME', Value: 'Three' }] }],
      AddressBookIds: [book],
      MergeOption: 'Overwrite',
    });
    expect(await rowsOf(collection.body.id)).toMatchObject({ newContacts: 1 });
    const campaign = await post<{ id: number }>('/v2/campaigns', {
      FromAddress: { Email: 'newsletter@northwind.example' },
      Name: 'P',
      Subject: 'S',
      FromName: 'F',
      HtmlContent: '$UNSUB$',
      PlainTextContent: '$UNSUB$',
      ReplyAction: 'Webmail',
      IsSplitTest: false,
    });
    expect(campaign.status).toBe(201);
    expect(
      (
        await post('/v2/campaigns/send', {
          CampaignId: campaign.body.id,
          AddressBookIds: [book],
          ContactIds: [],
          SendDate: null,
          SplitTestOptions: null,
          Status: 'NotSent',
        })
      ).status,
    ).toBe(202);
    expect((await post('/v2/contacts/unsubscribe', { Email: 'two@pascal.example' })).body).toMatchObject({
      reason: 'Unsubscribed',
    });
    expect(
      (
        await post('/v2/contacts/resubscribe', {
          UnsubscribedContact: { Email: 'two@pascal.example' },
          PreferredLocale: '',
          ReturnUrlToUseIfChallenged: '',
        })
      ).body,
    ).toMatchObject({ status: 'ContactChallenged' });
    expect(
      (await put('/v2/contacts/suppress-contacts', [{ Email: 'three@pascal.example' }])).body,
    ).toMatchObject({ notFound: [] });
    const program = await sandbox.control<{ id: number }>('POST', '/programs', { name: 'Pascal' });
    expect(
      (
        await post('/v2/programs/enrolments', {
          ProgramId: program.id,
          Contacts: [made.body.id],
          AddressBooks: [],
        })
      ).status,
    ).toBe(201);
    expect(
      (
        await post('/v2/contacts/transactional-data/import/Orders', [
          { Key: '1', ContactIdentifier: 'one@pascal.example', Json: '{"a":1}' },
        ])
      ).status,
    ).toBe(202);
  });

  it('uploads: multipart under any name of the part, and base64 as the JSON writers of several languages put it', async () => {
    const book = await sandbox.book('Uploads');
    const path = `/v2/address-books/${book}/contacts/import`;
    const csv = 'Email,FIRSTNAME\nupload@strangers.example,"Ü?>>~~ÿ"\n';
    const part = (disposition: string): string =>
      `--b o\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${csv}\r\n--b o--\r\n`;
    for (const disposition of [
      'name="file"; filename="contacts.csv"',
      'name="csv"; filename=contacts.csv',
      'name=""; filename="übung.csv"',
      'filename="contacts.csv"; name="contacts.csv"',
    ]) {
      const answer = await request(
        `POST ${path}`,
        { 'Content-Type': 'multipart/form-data; boundary="b o"' },
        part(disposition),
      );
      expect([disposition, statusOf(answer), await rowsOf(idIn(answer))]).toMatchObject([
        disposition,
        202,
        { invalidEntries: 0 },
      ]);
    }
    expect(
      await request(
        `POST ${path}`,
        { 'Content-Type': 'multipart/form-data; boundary="b o"' },
        part('name="file"'),
      ),
    ).toMatch(/^HTTP\/1\.1 400[^]*file must be valid/);
    const data = Buffer.from(csv).toString('base64');
    const written = {
      plain: data,
      php: data.replaceAll('/', '\\/'),
      dotnet: data.replaceAll('+', '\\u002B').replaceAll('=', '\\u003D'),
      ruby: data.replace(/.{1,60}/g, '$&\\n'),
      mime: data.replace(/.{1,76}/g, '$&\\r\\n'),
    };
    for (const [writer, text] of Object.entries(written)) {
      const answer = await request(
        `POST ${path}`,
        { 'Content-Type': 'application/json' },
        `{"FileName":"contacts.csv","Data":"${text}"}`,
      );
      expect([writer, await rowsOf(idIn(answer))]).toMatchObject([writer, { updatedContacts: 1 }]);
      expect((await sandbox.members(book))[0]?.dataFields.FIRSTNAME).toBe('Ü?>>~~ÿ');
    }
  });

  it('bodies on GET are taken, empty ones and chunked ones too, and read where the call asks for one', async () => {
    const email = 'ines@get.example';
    await post('/v2/contacts', { email });
    for (const [headers, body] of [
      [{ 'Content-Type': 'application/json' }, '{}'],
      [{}, '{}'],
      [{ 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }, chunked('{}')],
      [{ 'Content-Type': 'text/plain' }, 'x'],
    ] as const) {
      for (const path of [
        '/v2/account-info',
        '/v2/address-books',
        `/v2/contacts/${email}`,
        '/contacts/v3',
        '/v2/campaigns',
      ])
        expect([path, statusOf(await request(`GET ${path}`, headers, body))]).toEqual([path, 200]);
    }
    const asked = JSON.stringify({ Contacts: [{ Email: email }] });
    expect(
      await request('GET /v2/contacts/retrieve-collection', { 'Content-Type': 'application/json' }, asked),
    ).toContain(`"email":"${email}"`);
    expect(
      await request(
        'GET /v2/contacts/retrieve-collection',
        { 'Transfer-Encoding': 'chunked' },
        chunked(asked),
      ),
    ).toContain(`"email":"${email}"`);
  });

  it('addresses: trailing and doubled slashes, other case, a host in them, a plus in an address of mail', async () => {
    await post('/v2/contacts', { email: 'a+b@plus.example' });
    for (const path of [
      '/v2/address-books/',
      '/v2/address-books/?select=5',
      '//v2/address-books',
      '/v2//address-books//',
      '/V2/ADDRESS-BOOKS',
      'http://r1-api.dotdigital.com/v2/address-books',
      '/v2/contacts/a+b@plus.example',
      '/v2/contacts/a%2Bb%40plus.example/',
    ]) {
      expect([path, statusOf(await request(`GET ${path}`))]).toEqual([path, 200]);
    }
    expect(await request('GET http://x.example')).toContain('Sandbox');
  });

  it('headers: whatever is accepted the answer is JSON; types that mean JSON are read as such, others refused by their code', async () => {
    for (const accept of [
      'application/json',
      '*/*',
      'text/html,application/xhtml+xml;q=0.9',
      'application/xml',
      'text/json; q=nonsense',
      '',
    ]) {
      expect([
        accept,
        /content-type: application\/json/i.test(await request('GET /v2/account-info', { Accept: accept })),
      ]).toEqual([accept, true]);
    }
    const book = (type: string | undefined, name: string): Promise<string> =>
      request(
        'POST /v2/address-books',
        type === undefined ? {} : { 'Content-Type': type },
        JSON.stringify({ name }),
      );
    for (const [i, type] of [
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'text/json',
      'APPLICATION/JSON',
      'application/vnd.api+json',
      undefined,
    ].entries()) {
      expect([type, statusOf(await book(type, `Typed ${i}`))]).toEqual([type, 201]);
    }
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
      expect(await book(type, 'Never')).toContain('ERROR_CONTENT_TYPE_IS_NOT_SUPPORTED');
    expect(
      statusOf(
        await request(
          'POST /v2/address-books',
          { 'Content-Type': 'application/json' },
          '\ufeff{"name":"With a mark"}',
        ),
      ),
    ).toBe(201);
    expect(
      await raw([
        'GET /v2/account-info HTTP/1.1',
        'host: x',
        'connection: close',
        `AUTHORIZATION: basic   ${authorization.slice(6)}`,
      ]),
    ).toContain('"Northwind Outdoor"');
    for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'TRACE'])
      expect([method, statusOf(await request(`${method} /v2/address-books`))]).toEqual([method, 405]);
  });

  it('HTTP/1.0 without a host, Expect: 100-continue, chunked uploads, packed bodies', async () => {
    const old = await raw(['GET /v2/account-info HTTP/1.0', `Authorization: ${authorization}`]);
    expect(statusOf(old)).toBe(200);
    expect(old).not.toMatch(/transfer-encoding/i);
    expect(old).toContain(`http://127.0.0.1:${sandbox.simulator.port}`);

    const json = JSON.stringify({
      fileName: 'a.csv',
      data: Buffer.from('Email\nhundred@continue.example\n').toString('base64'),
    });
    const asked = await raw(
      [
        'POST /v2/contacts/import HTTP/1.1',
        'Host: x',
        'Connection: close',
        `Authorization: ${authorization}`,
        'Content-Type: application/json',
        'Expect: 100-continue',
        `Content-Length: ${json.length}`,
      ],
      json,
      { waitFor: /100 Continue\r\n\r\n/ },
    );
    expect(asked).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202/);
    expect(await rowsOf(idIn(asked))).toMatchObject({ newContacts: 1 });

    const form =
      '--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nEmail\nchunk@continue.example\n\r\n--x--\r\n';
    for (const [type, body] of [
      ['application/json', json],
      ['multipart/form-data; boundary=x', form],
    ] as const) {
      const answer = await request(
        'POST /v2/contacts/import',
        { 'Content-Type': type, 'Transfer-Encoding': 'chunked' },
        chunked(body),
      );
      expect([
        type,
        statusOf(answer),
        Object.values(await rowsOf(idIn(answer))).reduce((sum, n) => sum + n, 0),
      ]).toEqual([type, 202, 1]);
      const packed = await request(
        'POST /v2/contacts/import',
        { 'Content-Type': type, 'Content-Encoding': 'gzip' },
        gzipSync(body),
      );
      expect([type, statusOf(packed), (await rowsOf(idIn(packed))).updatedContacts]).toEqual([type, 202, 1]);
    }
    expect(
      statusOf(
        await request(
          'POST /v2/address-books',
          { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
          gzipSync('{"name":"Packed"}'),
        ),
      ),
    ).toBe(201);
    expect(
      await request('POST /v2/address-books', { 'Content-Encoding': 'gzip' }, '{"name":"Not packed"}'),
    ).toContain('ERROR_MALFORMED_REQUEST');
    expect(
      await request('POST /v2/address-books', { 'Content-Encoding': 'zip' }, '{"name":"Odd"}'),
    ).toContain('ERROR_CONTENT_TYPE_IS_NOT_SUPPORTED');
  });
});
