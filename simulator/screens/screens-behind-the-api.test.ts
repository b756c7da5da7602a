import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../start';
import { openBrowser, type Browser } from './test-browser';

let simulator: Simulator;
let browser: Browser;

beforeAll(async () => {
  simulator = await startSimulator({ settings: { importSeconds: 0, enrolmentSeconds: 0 } });
  browser = openBrowser(simulator.url);
});
afterAll(() => simulator.close());

const authorization = (email: string, password: string): Record<string, string> => ({
  Authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`,
});
const demo = authorization('apiuser-demo@apiconnector.com', 'sandbox-password');

async function callApi(
  path: string,
  body?: unknown,
  headers = demo,
): Promise<{ status: number; json: unknown }> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${simulator.url}${path}`, {
    ...init,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function statusOf(email: string): Promise<string | undefined> {
  const everyone = (await (await fetch(`${simulator.url}/_control/state/contacts`)).json()) as {
    email: string;
    status: string;
    binned: boolean;
  }[];
  const contact = everyone.find((one) => one.email === email);
  return contact?.binned ? 'binned' : contact?.status;
}

describe('a contact', () => {
  it('is added, changed, suppressed, brought back and deleted', async () => {
    const added = await browser.send('/people/add', {
      email: 'Eve@People.example',
      firstName: 'Eve',
      lastName: '',
    });
    expect(added.text).toContain('eve@people.example is in the account.');
    await browser.send(added.path, {
      email: 'eve@people.example',
      emailType: 'PlainText',
      'field.FIRSTNAME': '<b>Eve</b>',
      'field.POSTCODE': '12045',
    });
    const page = await browser.open(added.path);
    expect(page.text).toContain('value="12045"');
    expect(page.text).toContain('value="&lt;b&gt;Eve&lt;/b&gt;"');

    await browser.send(`${added.path}/do`, { do: 'status', status: 'HardBounced' });
    expect(await statusOf('eve@people.example')).toBe('HardBounced');
    await browser.send(`${added.path}/do`, { do: 'resubscribe' });
    expect(await statusOf('eve@people.example')).toBe('Subscribed');
    await browser.send(`${added.path}/do`, { do: 'delete' });
    expect(await statusOf('eve@people.example')).toBe('binned');
    expect((await browser.open('/people?status=Deleted')).text).toContain('eve@people.example');
    expect((await browser.open('/people')).text).not.toContain('eve@people.example');
  });

  it('who complained cannot be brought back', async () => {
    const { path } = await browser.send('/people/add', { email: 'cross@people.example' });
    await browser.send(`${path}/do`, { do: 'status', status: 'IspComplained' });
    const refused = await browser.send(`${path}/do`, { do: 'resubscribe' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('cannot be resubscribed');
  });

  it('is found by a part of the address or of a field, and a percent sign is only a percent sign', async () => {
    await browser.send('/people/add', { email: 'zoe@people.example', firstName: 'Zo%e' });
    expect((await browser.open('/people?q=Zo%25e')).text).toContain('zoe@people.example');
    expect((await browser.open('/people?q=Z%25e%25p')).text).toContain('Nobody fits this search.');
  });
});

describe('data fields', () => {
  it('are made and deleted, and a default that does not fit is refused', async () => {
    expect(
      (
        await browser.send('/fields', {
          name: 'ShoeSize',
          type: 'Numeric',
          visibility: 'Public',
          defaultValue: '42',
        })
      ).text,
    ).toContain('The data field SHOESIZE is there.');
    expect((await callApi('/v2/data-fields')).json).toContainEqual({
      name: 'SHOESIZE',
      type: 'Numeric',
      visibility: 'Public',
      defaultValue: 42,
    });
    expect(
      (
        await browser.send('/fields', {
          name: 'OTHER',
          type: 'Numeric',
          visibility: 'Public',
          defaultValue: 'big',
        })
      ).status,
    ).toBe(400);
    await browser.send('/fields/delete', { name: 'SHOESIZE' });
    expect((await callApi('/v2/data-fields')).json).not.toContainEqual(
      expect.objectContaining({ name: 'SHOESIZE' }),
    );
  });

  it('that a draft names stay', async () => {
    await browser.send('/fields', { name: 'CITY', type: 'String', visibility: 'Private', defaultValue: '' });
    await browser.send('/campaigns/new', { name: 'Cities', subject: 'How is @CITY@', fromName: 'Us' });
    expect((await browser.send('/fields/delete', { name: 'CITY' })).text).toContain(
      'CITY is used by Campaign',
    );
  });
});

describe('an import', () => {
  it('is shown with its counters and with the rows that were not taken', async () => {
    const { path } = await browser.send('/books/new', { name: 'Imported' });
    const csv = 'Email,FIRSTNAME\nann@people.example,Ann\nnot-an-address,"<i>Bob"\n';
    const { json } = await callApi(`/v2/address-books/${path.split('/').at(-1)}/contacts/import`, {
      fileName: 'list.csv',
      data: Buffer.from(csv).toString('base64'),
    });
    const { id } = json as { id: string };
    const list = await browser.open('/imports');
    expect(list.text).toContain(`/imports/${id}`);
    const page = await browser.open(`/imports/${id}`);
    expect(page.text).toContain('2 rows for Imported: finished');
    expect(page.text).toContain('&lt;i&gt;Bob');
    const file = await browser.open(`/imports/${id}/faults.csv`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.text).toContain('not-an-address');
  });
});

describe('API users', () => {
  it('get a generated address, sign in, and are locked out when they are not enabled', async () => {
    const made = await browser.send('/api-users/new', {
      password: 'a new password',
      description: 'Shop',
      enabled: 'yes',
    });
    const email = /apiuser-[0-9a-f]{12}@apiconnector\.com/.exec(made.text)?.[0] ?? '';
    const headers = authorization(email, 'a new password');
    expect((await callApi('/v2/account-info', undefined, headers)).status).toBe(200);
    await browser.send(`/api-users/${encodeURIComponent(email)}`, {
      password: 'a new password',
      description: 'Shop',
      scheme: 'tiered',
      low: '5',
    });
    expect((await callApi('/v2/account-info', undefined, headers)).status).toBe(401);
  });
});

describe('faults and the call log', () => {
  it('strike, are shown, and are taken back', async () => {
    const set = await browser.send('/faults', {
      kind: 'unavailable',
      route: '/v2/account-info',
      method: 'GET',
      nth: '',
      every: '',
      rate: '',
      times: '1',
      args: '',
    });
    expect(set.text).toContain('is in force: unavailable');
    expect((await callApi('/v2/account-info')).status).toBe(503);
    expect((await callApi('/v2/account-info')).status).toBe(200);
    const log = await browser.open('/calls?kind=faults');
    expect(log.text).toContain('/v2/account-info');
    expect(log.text).toMatch(/fault-\d+#1/);
    await browser.send('/faults/clear', {});
    expect((await browser.open('/faults')).text).toContain('No fault is set');
  });

  it('refuse arguments that are not JSON and numbers that are none', async () => {
    expect((await browser.send('/faults', { kind: 'delay', route: '*', args: '{seconds' })).text).toContain(
      'The arguments are not JSON',
    );
    expect((await browser.send('/faults', { kind: 'delay', route: '*', nth: 'x' })).status).toBe(400);
    expect((await browser.send('/faults', { kind: 'no-such-kind', route: '*' })).status).toBe(400);
  });

  it('show a hostile address as text', async () => {
    await callApi('/v2/contacts/%3Cscript%3Ealert(1)%3C%2Fscript%3E');
    await fetch(`${simulator.url}/v2/<script>alert(1)</script>`, { headers: demo });
    expect((await browser.open('/calls')).text).not.toContain('<script>alert');
  });
});

describe('mail beside campaigns', () => {
  it('a test send lands in the mailbox, filled in for its reader', async () => {
    await browser.send('/people/add', { email: 'tess@people.example', firstName: 'Tess' });
    const draft = await browser.send('/campaigns/new', {
      name: 'Trial',
      subject: 'For @FIRSTNAME@',
      fromName: 'Us',
    });
    const campaign = draft.path.replace('/content', '');
    const sent = await browser.send(`${campaign}/test`, {
      to: 'tess@people.example, stranger@people.example',
    });
    expect(sent.text).toContain('The test is in the mailbox of 2 addresses.');
    const mailbox = await browser.open('/mailbox');
    expect(mailbox.text).toContain('For Tess');
    const mail = /<a href="(\/mailbox\/\d+)">For Tess</.exec(mailbox.text)?.[1] ?? '';
    expect((await browser.open(mail)).text).toContain('tess@people.example');
    expect((await browser.open(`${mail}/html`)).text).toContain('Hello Tess');
    expect((await browser.send(`${campaign}/test`, { to: 'nobody' })).status).toBe(400);
  });

  it('whoever follows the link of a challenge is subscribed', async () => {
    const { path } = await browser.send('/people/add', { email: 'back@people.example' });
    await browser.send(`${path}/do`, { do: 'unsubscribe' });
    const asked = await callApi('/v2/contacts/resubscribe', {
      unsubscribedContact: { email: 'back@people.example' },
    });
    expect(asked.status).toBe(200);
    expect(await statusOf('back@people.example')).toBe('Unsubscribed');
    const mail =
      /<a href="(\/mailbox\/\d+)">Please confirm/.exec((await browser.open('/mailbox')).text)?.[1] ?? '';
    const link = /href="(\/confirm\/[^"]+)"/.exec((await browser.open(mail)).text)?.[1] ?? '';
    expect((await browser.open(link)).text).toContain('back@people.example is subscribed again.');
    expect(await statusOf('back@people.example')).toBe('Subscribed');
    expect((await browser.open('/confirm/no-such-token')).status).toBe(404);
  });
});

describe('programs', () => {
  it('are made and take an address book', async () => {
    const { path: book } = await browser.send('/books/new', { name: 'Newcomers' });
    await browser.send(`${book}/add`, { email: 'new@people.example' });
    const program = await browser.send('/programs', { name: 'Welcome', status: 'Draft' });
    expect(
      (await browser.send(`${program.path}/enrol`, { book: book.split('/').at(-1) ?? '', email: '' })).text,
    ).toContain('The program is not active.');
    await browser.send(`${program.path}/status`, { status: 'Active' });
    const enrolled = await browser.send(`${program.path}/enrol`, {
      book: book.split('/').at(-1) ?? '',
      email: '',
    });
    expect(enrolled.text).toContain('1 enrolment');
    expect(
      (await browser.send(`${program.path}/enrol`, { book: '', email: 'ghost@people.example' })).status,
    ).toBe(400);
  });
});

describe('the clock', () => {
  it('moves on by a press and takes a speed', async () => {
    const read = async (): Promise<{ now: string; speed: number; pace: number }> =>
      (await fetch(`${simulator.url}/_control/clock`)).json() as Promise<{
        now: string;
        speed: number;
        pace: number;
      }>;
    const before = Date.parse((await read()).now);
    await browser.send('/clock', { do: 'day' });
    expect(Date.parse((await read()).now) - before).toBeGreaterThanOrEqual(24 * 3600_000);
    await browser.send('/clock', { do: 'set', speed: '0', pace: '500' });
    expect(await read()).toMatchObject({ speed: 0, pace: 500 });
    expect((await browser.send('/clock', { do: 'set', speed: '1', pace: '0' })).status).toBe(400);
  });
});

describe('accounts', () => {
  it('are opened and moved to another region', async () => {
    const other = openBrowser(simulator.url);
    const opened = await other.send('/accounts/add', { name: 'Alpine Branch', region: 'r2' });
    expect(opened.text).toContain('The account Alpine Branch is open.');
    const id = /href="\/accounts\/(\d+)"/.exec(opened.text)?.[1] ?? '';
    await other.send('/api-users/new', { password: 'secret', enabled: 'yes' });
    const email =
      /apiuser-[0-9a-f]{12}@apiconnector\.com/.exec((await other.open('/api-users')).text)?.[0] ?? '';
    expect((await callApi('/r2/v2/address-books', undefined, authorization(email, 'secret'))).status).toBe(
      200,
    );
    await other.send(`/accounts/${id}`, {
      name: 'Alpine Branch',
      region: 'r3',
      emailCredits: '10',
      contactLimit: '5',
    });
    expect((await callApi('/r2/v2/address-books', undefined, authorization(email, 'secret'))).status).toBe(
      403,
    );
    expect((await callApi('/r3/v2/address-books', undefined, authorization(email, 'secret'))).status).toBe(
      200,
    );
  });
});

describe('segments', () => {
  it('hold who fitted when they were made, and again who fits when they are refreshed', async () => {
    await browser.send('/people/add', { email: 'sam@segments.example', firstName: 'Samuel' });
    const made = await browser.send('/segments', {
      name: 'Samuels',
      field: 'FIRSTNAME',
      equals: 'Samuel',
      book: '',
    });
    expect(made.text).toContain('The segment Samuels holds 1 contact.');
    await browser.send('/people/add', { email: 'sam2@segments.example', firstName: 'Samuel' });
    const [segment] = (await callApi('/v2/segments')).json as { id: number; contacts: number }[];
    expect(segment?.contacts).toBe(1);
    await browser.send('/segments/refresh', { id: String(segment?.id) });
    await fetch(`${simulator.url}/_control/clock`, { method: 'POST', body: '{"advance":"PT5S"}' });
    expect((await callApi('/v2/segments')).json).toMatchObject([{ contacts: 2 }]);
    expect((await browser.open(`/books/${segment?.id}`)).text).toContain('sam2@segments.example');
  });
});

describe('routes', () => {
  it('are listed as the router has them', async () => {
    const listed = (await (await fetch(`${simulator.url}/_control/routes`)).json()) as {
      method: string;
      path: string;
    }[];
    const { text } = await browser.open('/routes');
    for (const { method, path } of listed) expect(text).toContain(`<code>${method} ${path}</code>`);
    expect((await browser.open('/routes?q=data-fields')).text).toContain('3 operations fit');
  });
});

describe('settings', () => {
  it('turn switches, times and limits, and refuse what does not fit', async () => {
    const settings = async (): Promise<Record<string, unknown>> =>
      (await fetch(`${simulator.url}/_control/settings`)).json() as Promise<Record<string, unknown>>;
    const turned = await browser.send('/settings', { do: 'switches', neverOpened: 'null', legacy: 'true' });
    expect(turned.text).toContain('2 switches are turned to another position.');
    expect(await settings()).toMatchObject({ neverOpened: 'null', legacy: true, percentages: 'fraction' });
    await browser.send('/settings', { do: 'numbers', maxActiveImports: '3', pace: '500' });
    expect(await settings()).toMatchObject({ maxActiveImports: 3, pace: 500, neverOpened: 'null' });
    expect((await browser.send('/settings', { do: 'switches', neverOpened: 'maybe' })).status).toBe(400);
    expect((await browser.send('/settings', { do: 'numbers', pace: '0' })).status).toBe(400);
    await browser.send('/settings', { do: 'switches', neverOpened: 'absent', legacy: 'false' });
    expect(await settings()).toMatchObject({ neverOpened: 'absent', legacy: false });
  });

  it('start over only when that is meant', async () => {
    await browser.send('/books/new', { name: 'Soon gone' });
    await browser.send('/settings/start-over', { seed: '4', contacts: '7', sure: 'no' });
    expect((await browser.open('/books')).text).toContain('Soon gone');
    const fresh = await browser.send('/settings/start-over', { seed: '4', contacts: '7', sure: 'yes' });
    expect(fresh.text).toContain('The sandbox is as new.');
    expect((await browser.open('/books')).text).not.toContain('Soon gone');
    expect((await callApi('/v2/contacts')).json).toHaveLength(7);
  });
});
