import { describe, expect, it } from 'vitest';
import { openBrowser } from '../screens/test-browser';
import { useSandbox } from './sandbox';

interface Row {
  contactId: number;
  email: string;
  [key: string]: unknown;
}

type Summary = Record<string, number>;

const since = '1971-01-01';

describe('the life of a campaign', () => {
  const sandbox = useSandbox();
  const { get, post, put } = sandbox;
  const summaryOf = async (id: number): Promise<Summary> =>
    (await get<Summary>(`/v2/campaigns/${id}/summary`)).body;
  const rowsOf = async (id: number): Promise<Row[]> =>
    (await get<Row[]>(`/v2/campaigns/${id}/activities`)).body;
  const statusOf = async (id: number): Promise<string> =>
    (await get<{ status: string }>(`/v2/campaigns/${id}`)).body.status;
  const now = async (): Promise<number> =>
    Date.parse((await sandbox.control<{ now: string }>('GET', '/clock')).now);
  const make = async (body: Record<string, unknown> = {}): Promise<number> =>
    (await sandbox.control<{ id: number }>('POST', '/campaigns', body)).id;
  const inAnHour = async (): Promise<string> => new Date((await now()) + 3_600_000).toISOString();

  it('a draft keeps all that it is given', async () => {
    const [address] = (await get<{ id: number; email: string }[]>('/v2/custom-from-addresses')).body;
    const draft = {
      name: 'Draft',
      subject: 'Hello @FIRSTNAME@',
      fromName: 'Northwind',
      fromAddress: address,
      htmlContent: '<p>Hi @FIRSTNAME@ $UNSUB$</p>',
      plainTextContent: 'Hi $UNSUB$',
      replyAction: 'WebMailForward',
      replyToAddress: 'answers@northwind.example',
      customReplyToAddress: 'other@northwind.example',
    };
    const { id } = (await post<{ id: number }>('/v2/campaigns', draft)).body;
    expect((await get(`/v2/campaigns/${id}`)).body).toMatchObject({
      ...draft,
      status: 'Unsent',
      isSplitTest: false,
    });
    expect((await put(`/v2/campaigns/${id}`, { ...draft, subject: 'Changed' })).body).toMatchObject({
      subject: 'Changed',
    });
    for (const part of ['htmlContent', 'plainTextContent'] as const)
      expect((await post('/v2/campaigns', { ...draft, [part]: 'no way out' })).text).toContain(
        'ERROR_CAMPAIGN_INVALID',
      );
    const browser = openBrowser(sandbox.url);
    const { path } = await browser.send('/campaigns/new', {
      name: 'Tagged',
      subject: 'S',
      fromName: 'F',
      tags: 'spring, sale',
    });
    const tagged = Number(path.split('/')[2]);
    expect((await get(`/v2/campaigns/${tagged}/with-details`)).body).toMatchObject({
      tags: [{ name: 'spring' }, { name: 'sale' }],
    });
    expect(
      (await get<{ id: number }[]>('/v2/campaigns/filtered?~tags=sale')).body.map((one) => one.id),
    ).toEqual([tagged]);
  });

  it('a mail holds the values of whoever reads it, a field without one its default, and what is no field stays', async () => {
    await post('/v2/data-fields', { name: 'CITY', type: 'String', defaultValue: 'your town' });
    const book = await sandbox.book('Personal');
    await post(`/v2/address-books/${book}/contacts`, {
      email: 'rosa@personal.example',
      dataFields: [{ key: 'FIRSTNAME', value: 'Rosa' }],
    });
    const id = await make({
      htmlContent: 'Dear @FIRSTNAME@ (@email@) of @CITY@, @NOFIELD@ $UNSUB$',
      addressBookIds: [book],
    });
    await sandbox.advance('PT2S');
    const [row] = await rowsOf(id);
    expect((await get(`/campaigns/${id}/people/${row?.contactId}/mail`, { as: null })).text).toBe(
      'Dear Rosa (rosa@personal.example) of your town, @NOFIELD@ $UNSUB$',
    );
  });

  it('each thing a reader can do moves its own numbers, and their status where it should', async () => {
    const book = await sandbox.book('Deeds');
    const deeds: Record<string, { row: Record<string, unknown>; summary: Summary; status?: string }> = {
      open: { row: { numOpens: 1 }, summary: { numTotalOpens: 1, numTotalUniqueOpens: 1 } },
      machineOpen: { row: { numOpens: 1 }, summary: { numTotalOpens: 1, numTotalUniqueOpens: 1 } },
      click: { row: { numClicks: 1, numOpens: 1 }, summary: { numTotalClicks: 1, numRecipientsClicked: 1 } },
      scan: { row: { numClicks: 2 }, summary: { numTotalClicks: 2, numRecipientsClicked: 1 } },
      pageView: { row: { numPageViews: 1 }, summary: { numTotalPageViews: 1 } },
      reply: { row: { numReplies: 1 }, summary: { numTotalReplies: 1 } },
      forward: {
        row: { numForwards: 1, numEstimatedForwards: 1 },
        summary: { numForwards: 1, numTotalEstimatedForwards: 1 },
      },
      unsubscribe: {
        row: { unsubscribed: true },
        summary: { numTotalUnsubscribes: 1 },
        status: 'Unsubscribed',
      },
      softBounce: { row: { softBounced: true }, summary: { numTotalSoftBounces: 1, numTotalDelivered: -1 } },
      hardBounce: {
        row: { hardBounced: true },
        summary: { numTotalHardBounces: 1, numTotalDelivered: -1 },
        status: 'HardBounced',
      },
      complain: { row: {}, summary: { numTotalIspComplaints: 1 }, status: 'IspComplained' },
    };
    for (const kind of Object.keys(deeds))
      await post(`/v2/address-books/${book}/contacts`, { email: `${kind}@deeds.example` });
    const id = await make({ addressBookIds: [book] });
    await sandbox.advance('PT0.31S');
    for (const [kind, expected] of Object.entries(deeds)) {
      const email = `${kind}@deeds.example`.toLowerCase();
      const before = await summaryOf(id);
      await sandbox.control('POST', `/campaigns/${id}/events`, [{ kind, contact: email }]);
      const after = await summaryOf(id);
      const moved = Object.fromEntries(
        Object.keys(expected.summary).map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]),
      );
      expect([kind, moved]).toEqual([kind, expected.summary]);
      expect((await rowsOf(id)).find((row) => row.email === email)).toMatchObject(expected.row);
      expect((await get<{ status: string }>(`/v2/contacts/${email}`)).body.status).toBe(
        expected.status ?? 'Subscribed',
      );
    }
  });

  it('a large send shows people and machines: curves that fall off, opens before anybody could read, and links tried by a scanner', async () => {
    const book = await sandbox.book('Large', 2000);
    const id = await make({ addressBookIds: [book] });
    await sandbox.advance('PT2S');
    const sent = Date.parse((await summaryOf(id)).dateSent as unknown as string);
    const opensAt: number[] = [];
    for (const hours of [2, 4, 6, 12, 24, 48, 96]) {
      await sandbox.advance(`PT${hours}H`);
      const [summary, rows] = [
        await summaryOf(id),
        [...(await rowsOf(id)), ...(await get<Row[]>(`/v2/campaigns/${id}/activities?skip=1000`)).body],
      ];
      const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
      expect([
        hours,
        summary.numTotalOpens,
        summary.numTotalClicks,
        summary.numTotalUnsubscribes,
        summary.numTotalHardBounces,
        summary.numTotalSoftBounces,
        summary.numTotalReplies,
      ]).toEqual([
        hours,
        sum('numOpens'),
        sum('numClicks'),
        sum('unsubscribed'),
        sum('hardBounced'),
        sum('softBounced'),
        sum('numReplies'),
      ]);
      opensAt.push(summary.numTotalUniqueOpens ?? 0);
    }
    const steps = opensAt.map((count, i) => count - (opensAt[i - 1] ?? 0));
    expect(Math.max(...steps)).toBe(steps[0]);
    expect(steps.at(-1)).toBeLessThan((steps[0] ?? 0) / 10);
    const opens = (
      await get<{ dateOpened: string; userAgent: string; mailClient: string; contactId: number }[]>(
        `/v2/campaigns/${id}/opens`,
      )
    ).body;
    const machine = opens.filter(({ userAgent }) => userAgent === 'Mozilla/5.0');
    expect(machine.length).toBeGreaterThan(50);
    for (const { dateOpened } of machine) expect(Date.parse(dateOpened) - sent).toBeLessThan(2 * 3_600_000);
    const clicks = (
      await get<{ contactId: number; url: string; dateClicked: string; userAgent: string }[]>(
        `/v2/campaigns/${id}/clicks`,
      )
    ).body;
    const scans = clicks.filter(({ userAgent }) => userAgent.includes('HeadlessChrome'));
    expect(scans.length).toBeGreaterThan(10);
    expect(new Set(scans.map(({ url }) => url)).size).toBe(2);
    expect(
      new Set(
        clicks
          .filter((click) => click.contactId === scans[0]?.contactId)
          .map(({ dateClicked }) => dateClicked),
      ).size,
    ).toBe(1);
  });

  it('a send that is taken back leaves no trace of a schedule anywhere', async () => {
    const book = await sandbox.book('Taken back', 5);
    const browser = openBrowser(sandbox.url);
    const id = await make({ name: 'Taken back' });
    const scheduled = async (): Promise<unknown> => ({
      filtered: (
        await get<{ id: number; scheduledDate: unknown }[]>(
          `/v2/campaigns/filtered?~scheduledDateFrom=${since}`,
        )
      ).body.some((one) => one.id === id),
      control:
        (await sandbox.control<{ scheduled: unknown }>('GET', `/state/campaigns/${id}`)).scheduled !== null,
      screen: (await browser.open(`/campaigns/${id}`)).text.includes('Goes out at'),
    });
    const send = await post<{ id: string; status: string }>('/v2/campaigns/send', {
      campaignId: id,
      addressBookIds: [book],
      sendDate: await inAnHour(),
    });
    expect(await scheduled()).toEqual({ filtered: true, control: true, screen: true });
    await browser.send(`/campaigns/${id}/cancel`, { send: send.body.id });
    expect(await scheduled()).toEqual({ filtered: false, control: false, screen: false });
    expect((await get<{ status: string }>(`/v2/campaigns/send/${send.body.id}`)).body.status).toBe(
      'Cancelled',
    );

    const first = await post<{ id: string }>('/v2/campaigns/send', {
      campaignId: id,
      addressBookIds: [book],
      sendDate: await inAnHour(),
    });
    await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book], sendDate: await inAnHour() });
    await browser.send(`/campaigns/${id}/cancel`, { send: first.body.id });
    expect(await scheduled()).toEqual({ filtered: true, control: true, screen: true });
    await sandbox.control('PATCH', `/campaigns/${id}`, { status: 'Cancelled' });
    expect(await scheduled()).toEqual({ filtered: false, control: false, screen: false });

    await sandbox.settings({ approvalFromRecipients: 1 });
    await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book] });
    await sandbox.advance('PT1S');
    expect(await statusOf(id)).toBe('RequiresSystemApproval');
    await sandbox.control('PATCH', `/campaigns/${id}`, { status: 'Cancelled' });
    await sandbox.settings({ approvalFromRecipients: 0 });
    await sandbox.advance('P1D');
    expect([await statusOf(id), await rowsOf(id), await scheduled()]).toEqual([
      'Unsent',
      [],
      { filtered: false, control: false, screen: false },
    ]);
    expect((await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book] })).status).toBe(202);
    await sandbox.advance('PT5S');
    expect([await statusOf(id), (await rowsOf(id)).length]).toEqual(['Sent', 5]);
  });

  it('segments, single contacts and a resend reach whom they should', async () => {
    const book = await sandbox.book('Whom', 12);
    const people = await sandbox.members(book);
    const rosa = await sandbox.control<{ id: number; contacts: number }>('POST', '/segments', {
      name: 'Some',
      rule: { field: 'EMAIL_OF_NOBODY', equals: 'x', book },
    });
    expect(rosa.contacts).toBe(0);
    const everyone = await sandbox.control<{ id: number; contacts: number }>('POST', '/segments', {
      name: 'Everyone in the book',
      rule: { book },
    });
    const [bySegment, byContact] = [await make({ name: 'By segment' }), await make({ name: 'By contact' })];
    await post('/v2/campaigns/send', { campaignId: bySegment, addressBookIds: [everyone.id] });
    await post('/v2/campaigns/send', { campaignId: byContact, contactIds: [people[3]?.id] });
    await sandbox.advance('PT2S');
    expect((await rowsOf(bySegment)).length).toBe(12);
    expect((await rowsOf(byContact)).map(({ email }) => email)).toEqual([people[3]?.email]);
    expect(
      (
        await post('/v2/campaigns/send', {
          campaignId: byContact,
          contactIds: people.slice(0, 11).map(({ id }) => id),
        })
      ).text,
    ).toContain('ERROR_CAMPAIGN_SEND_INVALID');
  });
});
