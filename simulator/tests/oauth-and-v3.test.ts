import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

const redirect = 'http://127.0.0.1:3000/back?channel=1';

describe('OAuth and v3 (dotdigital-api.md, section 15)', () => {
  const sandbox = useSandbox();
  const { get, post, put } = sandbox;

  const form = async (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const decide = async (decision: string, more: Record<string, string> = {}): Promise<URL> => {
    const [account] = await sandbox.control<{ id: number }[]>('GET', '/accounts');
    const answer = await form('/oauth2/authorise.aspx', {
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'Account',
      state: 's 1',
      client_id: 'sandbox-client',
      decision,
      account: String(account?.id),
      ...more,
    });
    return new URL(answer.headers.get('location') ?? '');
  };
  const tokens = async (
    fields: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, string> }> => {
    const answer = await form('/OAuth2/Tokens.ashx', {
      client_id: 'sandbox-client',
      client_secret: 'sandbox-secret',
      ...fields,
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const exchange = (code: string) =>
    tokens({ grant_type: 'authorization_code', redirect_uri: redirect, code });

  it('28. OAuth: a page with allow and refuse, one-use codes that expire, refresh, a landing page that says who it is, errors as JSON', async () => {
    const query = new URLSearchParams({
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'Account',
      state: 'x"><script>',
      client_id: 'sandbox-client',
    });
    const page = await get(`/OAuth2/authorise.aspx?${query.toString()}`, { as: null });
    expect(page.text).toContain('Allow');
    expect(page.text).toContain('Refuse');
    expect(page.text).not.toContain('"><script>');
    expect(
      (await get('/oauth2/authorise.aspx?client_id=nobody&redirect_uri=http://x.example', { as: null }))
        .status,
    ).toBe(400);

    const refused = await decide('refuse');
    expect([refused.searchParams.get('error'), refused.searchParams.get('state')]).toEqual([
      'access_denied',
      's 1',
    ]);
    const back = await decide('allow');
    expect([back.searchParams.get('channel'), back.searchParams.get('state')]).toEqual(['1', 's 1']);
    const code = back.searchParams.get('code') ?? '';
    expect(
      await tokens({
        grant_type: 'authorization_code',
        redirect_uri: redirect,
        code,
        client_secret: 'wrong',
      }),
    ).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
    const first = await exchange(code);
    expect(first).toMatchObject({ status: 200, body: { token_type: 'bearer', expires_in: 900 } });
    const landing = async (token: string): Promise<string> =>
      (await get(`/?oauthtoken=${token}&suppressfooter=true`, { as: null })).text;
    expect(await landing(first.body.access_token ?? '')).toContain('crm@northwind.example');
    await sandbox.advance('PT16M');
    expect(await landing(first.body.access_token ?? '')).toContain('Not signed in');
    const refreshed = await tokens({
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token ?? '',
    });
    expect(refreshed.body).not.toHaveProperty('refresh_token');
    expect(await landing(refreshed.body.access_token ?? '')).toContain('Signed in as');
    expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(
      await tokens({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token ?? '' }),
    ).toMatchObject({ status: 400 });

    const late = (await decide('allow')).searchParams.get('code') ?? '';
    await sandbox.advance('PT3M');
    expect(await exchange(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const other = await exchange((await decide('allow')).searchParams.get('code') ?? '');
    await sandbox.control('POST', '/oauth/revoke', {});
    expect(
      await tokens({ grant_type: 'refresh_token', refresh_token: other.body.refresh_token ?? '' }),
    ).toMatchObject({ status: 400 });
  });

  it('answers a client only where it registered, and exchanges a challenged code only for its verifier', async () => {
    await sandbox.control('POST', '/oauth-clients', {
      id: 'strict-client',
      secret: 'strict-secret',
      redirects: [redirect],
    });
    const ask = (redirect_uri: string) =>
      get(
        `/oauth2/authorise.aspx?${new URLSearchParams({ redirect_uri, response_type: 'code', client_id: 'strict-client' }).toString()}`,
        { as: null },
      );
    expect((await ask(redirect)).status).toBe(200);
    const refused = await ask('http://127.0.0.1:3000/elsewhere');
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('not registered');

    const verifier = 'a-verifier-of-forty-three-letters-at-the-least';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const code = (
      await decide('allow', { code_challenge: challenge, code_challenge_method: 'S256' })
    ).searchParams.get('code');
    const given = { grant_type: 'authorization_code', redirect_uri: redirect, code: code ?? '' };
    expect(await tokens(given)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await tokens({ ...given, code_verifier: verifier })).toMatchObject({ status: 200 });
    const plain = await fetch(
      `${sandbox.url}/oauth2/authorise.aspx?${new URLSearchParams({ redirect_uri: redirect, response_type: 'code', client_id: 'sandbox-client', code_challenge: verifier, code_challenge_method: 'plain' }).toString()}`,
      { redirect: 'manual' },
    );
    expect(plain.headers.get('location')).toContain('error=invalid_request');
  });

  it('29. v3 works on the same people in its own shapes and errors; an import keeps its failures per contact', async () => {
    const book = await sandbox.book('Twenty-nine');
    await post('/v2/contacts', {
      email: 'both@example.net',
      dataFields: [{ key: 'FIRSTNAME', value: 'Both' }],
    });
    expect((await get('/contacts/v3/email/BOTH@example.net')).body).toMatchObject({
      identifiers: { email: 'both@example.net' },
      status: 'subscribed',
      dataFields: { FIRSTNAME: 'Both' },
    });
    expect(await get('/contacts/v3/email/nobody@example.net')).toMatchObject({
      status: 404,
      body: { errorCode: 'contacts:contactNotFound', details: [{ item: 'nobody@example.net' }] },
    });
    expect(await post('/contacts/v3', { identifiers: { email: 'both@example.net' } })).toMatchObject({
      status: 409,
      body: { errorCode: 'contacts:idAlreadyExists' },
    });
    const { updated } = (await get<{ updated: string }>('/contacts/v3/email/both@example.net')).body;
    const atNoon = new Date(Date.parse(updated) + 2 * 3_600_000).toISOString().slice(0, 23);
    for (const [zone, found] of [
      ['%2B02:00', true],
      ['+02:00', true],
      ['%2B0200', true],
      ['%2B01:59', false],
      ['-02:00', false],
    ] as const)
      expect([
        zone,
        (await get(`/contacts/v3?~modified=gte::${atNoon}${zone}`)).text.includes('both@example.net'),
      ]).toEqual([zone, found]);
    await sandbox.control('POST', '/contacts', {
      contacts: [
        { email: 'left@example.net', status: 'Unsubscribed' },
        { email: 'binned@example.net', status: 'Deleted' },
      ],
    });
    await sandbox.control('POST', '/suppressed-domains', { domain: 'blocked.example' });

    const of = (email: string, more: object = {}) => ({
      matchIdentifier: 'email',
      identifiers: { email },
      lists: [book],
      dataFields: { firstName: 'New' },
      ...more,
    });
    for (const nameless of [
      { matchIdentifier: 'email' },
      of('', { identifiers: {} }),
      of('', { identifiers: null }),
    ])
      expect(
        await put('/contacts/v3/import', { contacts: [of('whole@example.net'), nameless] }),
      ).toMatchObject({
        status: 400,
        body: { errorCode: 'contacts:badRequest', details: [{ item: 'contacts[1].identifiers' }] },
      });
    const { importId } = (
      await put<{ importId: string }>('/contacts/v3/import', {
        mergeOption: 'overwriteIfEmpty',
        contacts: [
          of('fresh@example.net'),
          of('both@example.net'),
          of('left@example.net'),
          of('binned@example.net'),
          of('no address'),
          of('FRESH@example.net'),
          of('a@blocked.example'),
          of('fields@example.net', { dataFields: { shoeSize: 44 } }),
          { matchIdentifier: 'shoeSize', identifiers: { email: 'z@example.net' } },
          { matchIdentifier: 'email', identifiers: { email: '' } },
          'nonsense',
        ],
      })
    ).body;
    expect((await get(`/contacts/v3/import/${importId}`)).body).toEqual({ importId, status: 'NotFinished' });
    await sandbox.advance('PT5S');
    const state = (
      await get<{
        summary: object;
        created: { identifiers: object }[];
        updated: { identifiers: object }[];
        failures: { identifiers: { email?: string }; failures: { failureCode: string }[] }[];
      }>(`/contacts/v3/import/${importId}`)
    ).body;
    expect(state.summary).toEqual({
      newContacts: 1,
      updatedContacts: 3,
      globallySuppressed: 1,
      duplicateIdentifiers: 1,
      invalidEntries: 5,
    });
    expect(state.created.map(({ identifiers }) => identifiers)).toEqual([{ email: 'fresh@example.net' }]);
    expect(state.failures.map(({ failures }) => failures[0]?.failureCode)).toEqual([
      'InvalidEmail',
      'Duplicate',
      'SuppressedByDomain',
      'InvalidContact',
      'InvalidMatchIdentifier',
      'NoValidIdentifiers',
      'ApiSchemaViolation',
    ]);
    expect((await sandbox.members(book)).map(({ email }) => email)).toEqual([
      'both@example.net',
      'binned@example.net',
      'fresh@example.net',
    ]);
    const left = (
      await sandbox.control<{ email: string; status: string; dataFields: object }[]>('GET', '/state/contacts')
    ).find(({ email }) => email === 'left@example.net');
    expect(left).toMatchObject({ status: 'Unsubscribed', dataFields: { FIRSTNAME: 'New' } });
    expect((await get('/v2/contacts/both@example.net')).body).toMatchObject({
      dataFields: expect.arrayContaining([{ key: 'FIRSTNAME', value: 'Both' }]) as unknown,
    });

    const pages: string[] = [];
    for (let path: string | undefined = `/contacts/v3?~listId=${book}&limit=2`; path !== undefined;) {
      const page: { _items: { identifiers: { email: string } }[]; _links: { next?: { link: string } } } = (
        await get<typeof page>(path)
      ).body;
      pages.push(...page._items.map(({ identifiers }) => identifiers.email));
      path = page._links.next?.link.replace(sandbox.url, '');
    }
    expect(pages).toEqual(['both@example.net', 'binned@example.net', 'fresh@example.net']);
    expect(
      (
        await put('/contacts/v3/email/fresh@example.net', {
          identifiers: { email: 'fresh@example.net' },
          channelProperties: { email: { status: 'unsubscribed' } },
        })
      ).body,
    ).toMatchObject({ status: 'unsubscribed', lists: [], dataFields: { FIRSTNAME: null } });
  });
});
