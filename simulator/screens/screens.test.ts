import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../start';
import { openBrowser, type Browser } from './test-browser';

let simulator: Simulator;
let browser: Browser;

beforeAll(async () => {
  simulator = await startSimulator({ contacts: 30, settings: { sendSeconds: 0 } });
  browser = openBrowser(simulator.url);
});
afterAll(() => simulator.close());

const control = async (path: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(
    `${simulator.url}/_control${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  );
  return answer.json();
};

async function makeBook(name: string, people: string[] = []): Promise<number> {
  const { path } = await browser.send('/books/new', { name, visibility: 'Private' });
  for (const email of people)
    await browser.send(`${path}/add`, { email, firstName: 'Ada', lastName: 'Berg' });
  return Number(path.split('/').at(-1));
}

async function makeCampaign(name: string): Promise<string> {
  const details = await browser.send('/campaigns/new', {
    name,
    subject: 'Hello @FIRSTNAME@',
    fromName: 'Northwind',
    tags: 'spring, sale',
  });
  return details.path.replace('/content', '');
}

describe('the sandbox has screens of its own', () => {
  it('answers every entry of the menu in a fresh world, and marks itself as a sandbox', async () => {
    const home = await browser.open('/');
    const entries = [...home.text.matchAll(/<nav aria-label="Main">(.*?)<\/nav>/gs)].flatMap(([, nav = '']) =>
      [...nav.matchAll(/href="([^"]+)"/g)].map(([, to = '']) => to),
    );
    expect(entries.length).toBeGreaterThan(5);
    for (const to of [...entries, '/books/new', '/campaigns/new']) {
      const page = await browser.open(to);
      expect([to, page.status]).toEqual([to, 200]);
      expect(page.text).toContain('nothing here leaves this machine');
    }
  });

  it('loads nothing from elsewhere', async () => {
    const home = await browser.open('/');
    expect(home.text.match(/(src|href)="(https?:)?\/\//g)).toBeNull();
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const [, to = ''] of home.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await browser.open(to)).status).toBe(200);
  });

  it('sends its files as what they are', async () => {
    const types = {
      'sandbox.css': 'text/css; charset=utf-8',
      'sandbox.js': 'application/javascript; charset=utf-8',
      'mark.svg': 'image/svg+xml',
    };
    for (const [name, type] of Object.entries(types)) {
      const { status, headers } = await browser.open(`/assets/${name}`);
      expect([name, status, headers.get('content-type')]).toEqual([name, 200, type]);
      expect(headers.get('cache-control')).toBe('no-cache');
    }
    expect((await browser.open('/assets/missing.css')).text).toContain('Not found');
  });

  it('refuses a form that is too large, in words', async () => {
    const page = await browser.send('/books/new', { name: 'x'.repeat(8 * 1024 * 1024) });
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('The request is too large.')]);
  });

  it('says that there is nothing where there is nothing', async () => {
    for (const path of ['/books/1', '/books/abc', '/campaigns/99', '/campaigns/99/send', '/books/1/2/3']) {
      const page = await browser.open(path);
      expect([path, page.status]).toEqual([path, 404]);
      expect(page.text).toContain('Not found');
    }
  });

  it('leaves the addresses of the API to the API', async () => {
    expect((await browser.open('/v2/account-info')).status).toBe(401);
    expect((await browser.open('/no/such/thing')).status).toBe(401);
  });
});

describe('address books', () => {
  it('are made, filled and emptied', async () => {
    const id = await makeBook('News', ['ada@people.example', 'bo@people.example', 'carla@people.example']);
    const found = await browser.open(`/books/${id}?q=bo@`);
    expect(found.text).toContain('bo@people.example');
    expect(found.text).not.toContain('ada@people.example');

    const truth = (await control(`/state/address-books/${id}/contacts`)) as { id: number; email: string }[];
    const idOf = (email: string): string => String(truth.find((contact) => contact.email === email)?.id);
    await browser.send(`/books/${id}/contacts`, { do: 'unsubscribe', contact: idOf('ada@people.example') });
    await browser.send(`/books/${id}/contacts`, { do: 'suppress', contact: idOf('bo@people.example') });
    await browser.send(`/books/${id}/contacts`, { do: 'remove', contact: idOf('carla@people.example') });
    expect(await control(`/state/address-books/${id}/contacts`)).toEqual([]);
    const everyone = (await control('/state/contacts')) as { email: string; status: string }[];
    const statuses = Object.fromEntries(everyone.map(({ email, status }) => [email, status]));
    expect(statuses).toMatchObject({
      'ada@people.example': 'Unsubscribed',
      'bo@people.example': 'Suppressed',
      'carla@people.example': 'Subscribed',
    });
  });

  it('refuse a name that is taken, and show the form again as it was typed', async () => {
    await makeBook('Taken');
    const again = await browser.send('/books/new', { name: ' taken ', visibility: 'Public' });
    expect(again.status).toBe(400);
    expect(again.text).toContain('That name is in use already');
    expect(again.text).toContain('value=" taken "');
    expect(again.text).toMatch(/<option value="Public" selected/);
  });

  it('show a hostile name as the text it is', async () => {
    const name = '<script>alert("x")</script> & \'quotes\'';
    const id = await makeBook(name);
    for (const path of [`/books/${id}`, '/books', `/books/${id}/edit`]) {
      const { text } = await browser.open(path);
      expect(text).not.toContain('<script>alert');
      expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#x27;quotes&#x27;');
    }
  });

  it('do not take a form that another site sends', async () => {
    const answer = await browser.send(
      '/books/new',
      { name: 'From elsewhere' },
      { Origin: 'https://elsewhere.example' },
    );
    expect(answer.status).toBe(403);
    expect((await browser.open('/books')).text).not.toContain('From elsewhere');
  });
});

describe('a campaign', () => {
  it('is written, sent to an address book and read by its people', async () => {
    const id = await makeBook(
      'Readers',
      Array.from({ length: 12 }, (_, n) => `reader-${n}@people.example`),
    );
    const campaign = await makeCampaign('Spring');
    const content = await browser.open(`${campaign}/content`);
    expect(content.text).toContain('$UNSUB$');
    expect(content.text).toContain('@FIRSTNAME@');
    const written = await browser.send(`${campaign}/content`, {
      html: '<p>Hi @FIRSTNAME@</p><a href="https://shop.example/a">A</a> <a href="http://$UNSUB$">Leave</a>',
      plain: 'Hi http://$UNSUB$',
    });
    expect(written.path).toBe(`${campaign}/send`);
    expect(written.text).toMatch(/<label[^>]*>Readers<\/label>/);
    expect(written.text).toContain('12 contacts');

    const confirm = await browser.open(`${campaign}/confirm?book=${id}&when=now`);
    expect(confirm.text).toContain('12 people get this campaign now.');
    const sent = await browser.send(`${campaign}/confirm?book=${id}&when=now`, { ok: '1' });
    expect(sent.path).toBe(campaign);
    expect(sent.text).toContain('On its way to 12 people.');
    expect(sent.text).toContain('Play two days now');

    await browser.send(`${campaign}/play`, { do: 'end' });
    const report = await browser.open(campaign);
    expect(report.text).toContain('12 people got it');
    const maxRead = (await browser.open(`${campaign}?tab=clicks`)).text;
    expect(maxRead).toContain('https://shop.example/a');
    expect(
      ((await control('/state/contacts')) as { email: string; status: string }[]).some(
        ({ email, status }) => email.startsWith('reader-') && status === 'Unsubscribed',
      ),
    ).toBe(true);
    expect((await browser.open(`${campaign}/edit`)).status).toBe(200);
    expect((await browser.send(`${campaign}/content`, { html: 'x', plain: 'y' })).status).toBe(400);
  });

  it('does not leave without an address book, nor without a way to unsubscribe', async () => {
    const campaign = await makeCampaign('Nowhere');
    const nobody = await browser.open(`${campaign}/confirm?when=now`);
    expect(nobody.text).toContain('No address book was chosen');
    expect(await control('/state/campaigns/' + campaign.split('/').at(-1))).toMatchObject({
      status: 'Unsent',
      scheduled: null,
    });
    const refused = await browser.send(`${campaign}/content`, { html: '<p>No way out</p>', plain: 'none' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('unsubscribe link');
    expect(refused.text).toContain('&lt;p&gt;No way out&lt;/p&gt;');
  });

  it('can be scheduled and called off', async () => {
    const id = await makeBook('Later', ['late@people.example']);
    const campaign = await makeCampaign('Tomorrow');
    const clock = (await control('/clock')) as { now: string };
    const tomorrow = new Date(Date.parse(clock.now) + 24 * 3600_000).toISOString().slice(0, 16);
    const scheduled = await browser.send(`${campaign}/confirm?book=${id}&when=later&at=${tomorrow}`, {
      ok: '1',
    });
    expect(scheduled.text).toContain('Scheduled to 1 person');
    const send = /name="send" value="([^"]+)"/.exec(scheduled.text)?.[1] ?? '';
    expect((await browser.open('/campaigns')).text).toContain('>Scheduled<');
    const cancelled = await browser.send(`${campaign}/cancel`, { send });
    expect(cancelled.text).toContain('The send is cancelled.');
    expect(cancelled.text).toContain('A draft: nobody has it yet.');
    await control('/clock', { advance: 'P2D' });
    expect((await browser.open(campaign)).text).toContain('A draft: nobody has it yet.');
  });

  it('has readers whose deeds can be done by hand', async () => {
    const id = await makeBook('By hand', ['hand@people.example']);
    const campaign = await makeCampaign('Hands');
    await browser.send(`${campaign}/confirm?book=${id}&when=now`, { ok: '1' });
    await browser.send(`${campaign}/play`, { do: 'end' });
    const [contact] = (await control(`/state/address-books/${id}/contacts`)) as { id: number }[];
    const person = `${campaign}/people/${contact?.id}`;
    await browser.send(person, { do: 'click' });
    expect((await browser.send(person, { do: 'unsubscribe' })).text).toMatch(
      /\d+ opens?, \d+ clicks?, unsubscribed\./,
    );
    expect(await control(`/state/address-books/${id}/contacts`)).toEqual([]);
    expect((await browser.send(person, { do: 'dance' })).status).toBe(400);
    expect((await browser.open(`${campaign}/people/1`)).status).toBe(404);
  });

  it('is sent again to those who did not open it', async () => {
    const id = await makeBook('Again', ['one@again.example', 'two@again.example', 'three@again.example']);
    const { id: campaign } = (await control('/campaigns', { name: 'Once more', addressBookIds: [id] })) as {
      id: number;
    };
    await control('/settings', { pace: 1 });
    await control('/clock', { advance: 'PT2S' });
    await control(`/campaigns/${campaign}/events`, [{ kind: 'open', contact: 'two@again.example' }]);
    expect((await browser.open(`/campaigns/${campaign}`)).text).toContain('Resend');
    const again = await browser.send(`/campaigns/${campaign}/resend`, {});
    expect(again.text).toMatch(/On its way to the \d (person|people) who did not open Once more\./);
    await control('/clock', { advance: 'PT2S' });
    const report = await browser.open(again.path);
    expect(report.text).toContain('Resend of Once more');
    expect(report.text).not.toContain('two@again.example');
  });

  it('shows its mail without giving it a script, a network or an origin', async () => {
    const campaign = await makeCampaign('Shown');
    const mail = await browser.open(`${campaign}/preview`);
    expect(mail.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });
});

describe('accounts', () => {
  it('keep their things apart, and one is chosen at a time', async () => {
    const id = await makeBook('Home alone');
    const other = openBrowser(simulator.url);
    const accounts = (await control('/accounts')) as { id: number; region: string }[];
    const overseas = accounts.find(({ region }) => region === 'r2');
    const chosen = await other.send('/accounts/choose', { account: String(overseas?.id) });
    expect(chosen.text).toContain('You are looking at Northwind Outdoor US.');
    expect((await other.open(`/books/${id}`)).status).toBe(404);
    expect((await browser.open(`/books/${id}`)).status).toBe(200);
  });
});
