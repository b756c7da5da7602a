import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

interface Activity {
  contactId: number;
  email: string;
  numOpens: number;
  numClicks: number;
  numReplies: number;
  numForwards: number;
  dateFirstOpened?: string;
  unsubscribed: boolean;
  softBounced: boolean;
  hardBounced: boolean;
}

const since = '1971-01-01';

describe('campaigns and automation (dotdigital-api.md, section 15)', () => {
  const sandbox = useSandbox();
  const { get, post, put } = sandbox;
  const campaignOf = async (id: number) => (await get<{ status: string }>(`/v2/campaigns/${id}`)).body;
  const activitiesOf = async (id: number) => (await get<Activity[]>(`/v2/campaigns/${id}/activities`)).body;
  const make = async (name: string, books: number[] = []): Promise<number> =>
    (await sandbox.control<{ id: number }>('POST', '/campaigns', { name, addressBookIds: books })).id;

  it("21. a campaign is Unsent, Sending, then Sent and read-only; a program's mail is Triggered", async () => {
    const book = await sandbox.book('Twenty-one', 3);
    const id = await make('Life');
    expect(await campaignOf(id)).toMatchObject({ status: 'Unsent' });
    await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book] });
    await sandbox.advance('PT0.5S');
    expect(await campaignOf(id)).toMatchObject({ status: 'Sending' });
    expect(await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book] })).toMatchObject({
      status: 400,
      body: { message: 'Send not permitted at this time. ERROR_CAMPAIGN_SENDNOTPERMITTED' },
    });
    await sandbox.advance('PT2S');
    expect(await campaignOf(id)).toMatchObject({ status: 'Sent' });
    const change = {
      name: 'X',
      subject: 'X',
      fromName: 'X',
      htmlContent: '$UNSUB$',
      plainTextContent: '$UNSUB$',
    };
    expect(await put(`/v2/campaigns/${id}`, change)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('ERROR_CAMPAIGN_READONLY') as unknown },
    });
    const program = await sandbox.control<{ id: number }>('POST', '/programs', { name: 'Welcome' });
    await post('/v2/programs/enrolments', { programId: program.id, addressBooks: [book] });
    await sandbox.advance('PT5S');
    const triggered = (await get<{ id: number; status: string }[]>('/v2/campaigns/filtered?~type=Triggered'))
      .body;
    expect(triggered.map(({ status }) => status)).toEqual(['Triggered']);
    expect(await activitiesOf(triggered[0]?.id ?? 0)).toHaveLength(3);
  });

  it('22. a send goes NotSent or Scheduled, Sending, Sent; recipients are the subscribed members at that time, each address once', async () => {
    const [first, second] = [await sandbox.book('A', 4), await sandbox.book('B', 2)];
    const [member] = await sandbox.members(first);
    await sandbox.control('POST', `/address-books/${second}/members`, { add: [member?.id] });
    const id = await make('Twice in');
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    const later = new Date(Date.parse(now) + 3_600_000).toISOString();
    const send = await post<{ id: string; status: string }>('/v2/campaigns/send', {
      campaignId: id,
      addressBookIds: [first, second],
      sendDate: later,
    });
    expect(send).toMatchObject({ status: 202, body: { status: 'Scheduled' } });
    const statusOf = async () =>
      (await get<{ status: string }>(`/v2/campaigns/send/${send.body.id}`)).body.status;
    const gone = (await sandbox.members(second))[1];
    await post('/v2/contacts/unsubscribe', { email: gone?.email });
    await sandbox.advance('PT1H');
    await sandbox.advance('PT0.4S');
    expect(await statusOf()).toBe('Sending');
    await sandbox.advance('PT1S');
    expect(await statusOf()).toBe('Sent');
    const emails = (await activitiesOf(id)).map(({ email }) => email);
    expect(emails).toHaveLength(5);
    expect(new Set(emails).size).toBe(5);
    expect(emails).not.toContain(gone?.email);
    expect(
      (await get<{ id: number }[]>(`/v2/campaigns/${id}/address-books`)).body.map((book) => book.id),
    ).toEqual([first, second]);
    expect(
      (await get<{ id: number }[]>(`/v2/address-books/${first}/campaigns`)).body.map(
        (campaign) => campaign.id,
      ),
    ).toContain(id);
  });

  it('23. what people do afterwards hangs together: rows, lists and summary, and bounces and leavers change their status', async () => {
    const book = await sandbox.book('Crowd', 600);
    const id = await make('Crowd', [book]);
    await sandbox.advance('PT1S');
    const early = (await get<{ numTotalOpens: number }>(`/v2/campaigns/${id}/summary`)).body.numTotalOpens;
    await sandbox.advance('P1D');
    const rows = await activitiesOf(id);
    const summary = (await get<Record<string, number>>(`/v2/campaigns/${id}/summary`)).body;
    const opens = (await get<{ contactId: number; dateOpened: string }[]>(`/v2/campaigns/${id}/opens`)).body;
    const clicks = (
      await get<{ contactId: number; dateClicked: string; url: string }[]>(`/v2/campaigns/${id}/clicks`)
    ).body;
    const sum = (read: (row: Activity) => number): number =>
      rows.reduce((total, row) => total + read(row), 0);
    expect(early).toBeLessThan(summary.numTotalOpens ?? 0);
    expect(summary).toMatchObject({
      numTotalSent: 600,
      numTotalOpens: sum((row) => row.numOpens),
      numTotalUniqueOpens: rows.filter((row) => row.numOpens > 0).length,
      numTotalClicks: sum((row) => row.numClicks),
      numRecipientsClicked: rows.filter((row) => row.numClicks > 0).length,
      numTotalUnsubscribes: rows.filter((row) => row.unsubscribed).length,
      numTotalHardBounces: rows.filter((row) => row.hardBounced).length,
      numTotalReplies: sum((row) => row.numReplies),
      numForwards: sum((row) => row.numForwards),
    });
    for (const name of [
      'numTotalOpens',
      'numTotalClicks',
      'numTotalUnsubscribes',
      'numTotalHardBounces',
      'numTotalSoftBounces',
      'numTotalReplies',
      'numTotalIspComplaints',
    ])
      expect([name, (summary[name] ?? 0) > 0]).toEqual([name, true]);
    for (const row of rows) {
      expect(opens.filter(({ contactId }) => contactId === row.contactId)).toHaveLength(row.numOpens);
      const own = clicks.filter(({ contactId }) => contactId === row.contactId);
      expect(own).toHaveLength(row.numClicks);
      for (const click of own)
        expect(Date.parse(click.dateClicked)).toBeGreaterThanOrEqual(
          Date.parse(row.dateFirstOpened ?? 'never'),
        );
      if (row.hardBounced) expect(row.numOpens).toBe(0);
    }
    expect(new Set(clicks.map(({ url }) => url))).toEqual(
      new Set(['https://www.northwind.example/tents', 'https://www.northwind.example/boots']),
    );
    const reasons = new Map(
      (
        await get<{ suppressedContact: { id: number }; reason: string }[]>(
          `/v2/contacts/suppressed-since/${since}`,
        )
      ).body.map((row) => [row.suppressedContact.id, row.reason]),
    );
    for (const row of rows.filter((candidate) => candidate.hardBounced))
      expect(reasons.get(row.contactId)).toBe('HardBounced');
    for (const row of rows.filter((candidate) => candidate.unsubscribed))
      expect(reasons.get(row.contactId)).toBe('Unsubscribed');
    expect((await get<unknown[]>(`/v2/campaigns/${id}/hard-bouncing-contacts`)).body).toHaveLength(
      summary.numTotalHardBounces ?? -1,
    );
  });

  it('24. rows that were read before go on growing, and since-date hands them out again with their totals', async () => {
    const book = await sandbox.book('Growing', 5);
    const id = await make('Growing', [book]);
    await sandbox.advance('P2D');
    const [row] = await activitiesOf(id);
    const { now } = await sandbox.control<{ now: string }>('GET', '/clock');
    await sandbox.advance('PT1H');
    await sandbox.control('POST', `/campaigns/${id}/events`, [
      { kind: 'open', contact: row?.contactId, times: 2 },
    ]);
    const touched = (await get<Activity[]>(`/v2/campaigns/${id}/activities/since-date/${now}`)).body;
    expect(touched).toHaveLength(1);
    expect(touched[0]).toMatchObject({ contactId: row?.contactId, numOpens: (row?.numOpens ?? 0) + 2 });
    expect((await get<unknown[]>(`/v2/campaigns/${id}/opens/since-date/${now}`)).body).toHaveLength(2);
    expect(
      (await get<{ id: number }[]>(`/v2/campaigns/with-activity-since/${now}`)).body.map(
        (campaign) => campaign.id,
      ),
    ).toEqual([id]);
  });

  it('25. an enrolment is Processing, then Finished; suppressed people stand in its faults; 20 an hour; an inactive program is 422', async () => {
    const [active, draft] = [
      await sandbox.control<{ id: number }>('POST', '/programs', { name: 'P' }),
      await sandbox.control<{ id: number }>('POST', '/programs', { name: 'D', status: 'Draft' }),
    ];
    const book = await sandbox.book('Enrolled', 2);
    const [member] = await sandbox.members(book);
    await sandbox.control('POST', '/contacts', {
      contacts: [{ email: 'out@enrolled.example', status: 'Unsubscribed' }],
    });
    const out = (await get<{ id: number }>('/v2/contacts/out@enrolled.example')).body.id;
    const enrolment = await post<{ id: string; status: string }>('/v2/programs/enrolments', {
      programId: active.id,
      contacts: [member?.id, out],
    });
    expect(enrolment).toMatchObject({
      status: 201,
      body: { status: 'Processing', contacts: null, addressBooks: null },
    });
    expect((await get(`/v2/programs/enrolments/${enrolment.body.id}/report-faults`)).status).toBe(400);
    await sandbox.advance('PT2S');
    expect((await get(`/v2/programs/enrolments/${enrolment.body.id}`)).body).toMatchObject({
      status: 'Finished',
    });
    expect((await get(`/v2/programs/enrolments/${enrolment.body.id}/report-faults`)).text).toBe(
      `Id,Email,TelephoneNumber,Reason\r\n${out},out@enrolled.example,,Unsubscribed\r\n`,
    );
    expect(
      (await post('/v2/programs/enrolments', { programId: draft.id, contacts: [member?.id] })).status,
    ).toBe(422);
    await sandbox.advance('PT2H');
    for (let n = 0; n < 20; n++)
      expect(
        (await post('/v2/programs/enrolments', { programId: active.id, contacts: [member?.id] })).status,
      ).toBe(201);
    expect(
      await post('/v2/programs/enrolments', { programId: active.id, contacts: [member?.id] }),
    ).toMatchObject({ status: 400, body: { message: 'Error: ERROR_ENROLMENT_ALLOWANCE_EXCEEDED ' } });
  });

  it('26. a bulk removal is Started, then Completed; ids that are not in the book are passed over', async () => {
    const book = await sandbox.book('Removal', 3);
    const [first, second] = await sandbox.members(book);
    const removal = await post<{ id: string }>(`/v2/address-books/${book}/contacts/delete`, [
      first?.id,
      second?.id,
      5,
    ]);
    expect(removal).toMatchObject({ status: 202, body: { status: 'Started' } });
    expect(await sandbox.members(book)).toHaveLength(3);
    await sandbox.advance('PT1S');
    expect((await get(`/v2/contacts/deletion/${removal.body.id}`)).body).toMatchObject({
      status: 'Completed',
    });
    expect(await sandbox.members(book)).toHaveLength(1);
    expect((await get(`/v2/contacts/${first?.id}`)).body).toMatchObject({ status: 'Subscribed' });
  });

  it('27. a transactional-data import is NotStarted, NotFinished, then Finished, with a fault per item that was not taken', async () => {
    await post('/v2/contacts', { email: 'buyer@example.net' });
    const items = [
      { key: '1', contactIdentifier: 'buyer@example.net', json: '{"total":1}' },
      { key: '1', contactIdentifier: 'buyer@example.net', json: '{"total":2}' },
      { key: '2', contactIdentifier: 'nobody@example.net', json: '{"total":1}' },
      { key: '3', contactIdentifier: 'buyer@example.net', json: 'no json' },
      { key: '4', contactIdentifier: 'buyer@example.net', json: '{"total":"much"}' },
    ];
    const { id } = (await post<{ id: string }>('/v2/contacts/transactional-data/import/Orders', items)).body;
    const statusOf = async () =>
      (await get<{ status: string }>(`/v2/contacts/transactional-data/import/${id}`)).body.status;
    expect(await statusOf()).toBe('NotStarted');
    await sandbox.advance('PT0.2S');
    expect(await statusOf()).toBe('NotFinished');
    await sandbox.advance('PT1S');
    expect(await statusOf()).toBe('Finished');
    const report = (
      await get<{
        totalItems: number;
        totalImported: number;
        totalRejected: number;
        faults: { key: string; reason: string }[];
      }>(`/v2/contacts/transactional-data/import/${id}/report`)
    ).body;
    expect(report).toMatchObject({ totalItems: 5, totalImported: 1, totalRejected: 4 });
    expect(report.faults.map(({ key, reason }) => [key, reason])).toEqual([
      ['1', 'DuplicateKey'],
      ['2', 'ContactEmailDoesNotExist'],
      ['3', 'InvalidJson'],
      ['4', 'JsonDoesNotMatchSchema'],
    ]);
  });
});

describe('ways of sending', () => {
  const sandbox = useSandbox();
  const { get, post } = sandbox;
  const statusOf = async (id: number) => (await get<{ status: string }>(`/v2/campaigns/${id}`)).body.status;
  const activitiesOf = async (id: number) =>
    (await get<(Activity & { dateSent: string })[]>(`/v2/campaigns/${id}/activities`)).body;
  const make = async (name: string): Promise<number> =>
    (await sandbox.control<{ id: number }>('POST', '/campaigns', { name })).id;

  it('an optimised send reaches everybody at their own hour, and can be paused and ended on the way', async () => {
    const book = await sandbox.book('Optimised', 48);
    const [whole, ended] = [await make('Whole'), await make('Ended')];
    for (const campaignId of [whole, ended])
      await post('/v2/campaigns/send-time-optimised', { campaignId, addressBookIds: [book] });
    await sandbox.advance('PT5H');
    const early = (await activitiesOf(whole)).length;
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(48);
    await sandbox.control('PATCH', `/campaigns/${ended}`, { status: 'Paused' });
    await sandbox.advance('PT5H');
    expect([await statusOf(ended), (await activitiesOf(ended)).length]).toEqual(['Paused', early]);
    await sandbox.control('PATCH', `/campaigns/${ended}`, { status: 'Cancelled' });
    await sandbox.advance('P7D');
    const rows = await activitiesOf(whole);
    // Whoever left or bounced in the first hours is left out of the later ones of the other campaign.
    expect(await statusOf(whole)).toBe('Sent');
    expect(rows.length).toBeGreaterThanOrEqual(46);
    expect(new Set(rows.map(({ dateSent }) => dateSent)).size).toBeGreaterThan(20);
    expect(rows.filter(({ numOpens }) => numOpens > 0).length).toBeLessThan(30);
    expect([await statusOf(ended), (await activitiesOf(ended)).length]).toEqual(['Cancelled', early]);
  });

  it('a large send waits to be allowed, and a campaign is sent again to those who did not open it', async () => {
    const book = await sandbox.book('Allowed', 20);
    const id = await make('Allowed');
    await sandbox.settings({ approvalFromRecipients: 10 });
    await post('/v2/campaigns/send', { campaignId: id, addressBookIds: [book] });
    await sandbox.advance('PT5S');
    expect(await statusOf(id)).toBe('RequiresSystemApproval');
    await sandbox.settings({ approvalFromRecipients: 0, siteTracking: true });
    await sandbox.advance('P1D');
    expect(await statusOf(id)).toBe('Sent');
    const silent = (await activitiesOf(id)).filter((row) => row.numOpens === 0 && !row.hardBounced);
    expect(
      (await get<unknown[]>(`/v2/campaigns/${id}/page-views/since-date/${since}`)).body.length,
    ).toBeGreaterThan(0);
    const again = await sandbox.control<{ campaign: number }>('POST', `/campaigns/${id}/resend`, {});
    await sandbox.advance('PT5S');
    expect(await get(`/v2/campaigns/${again.campaign}`)).toMatchObject({
      body: { name: 'Resend of Allowed', status: 'Sent' },
    });
    expect((await activitiesOf(again.campaign)).map(({ email }) => email)).toEqual(
      silent.map(({ email }) => email),
    );
  });
});
