import { beforeEach, describe, expect, it } from 'vitest';
import {
  campaignStatistics,
  getEmailCampaign,
  linkTable,
  listCampaignOptions,
  listEmailCampaigns,
  listRecipients,
  opensAndClicksOverTime,
  personEngagement,
  recipientsCsv,
} from '.';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { parseTableQuery } from '../table-query';
import { emailCampaignGrid } from './email-campaign-grid';
import { recipientGrid } from './people/recipient-grid';

const grid = (search = '') => parseTableQuery(new URLSearchParams(search), emailCampaignGrid.table);
const people = (search = '') => parseTableQuery(new URLSearchParams(search), recipientGrid.table);
let ctx: Awaited<ReturnType<typeof testContext>>;
beforeEach(async () => {
  ctx = await testContext();
});

const threePeople = [
  { email: 'ada@x.example', opens: 2, clicks: 1, unsubscribed: true },
  { email: 'bo@x.example', opens: 1 },
  { email: 'cy@x.example', hardBounced: true },
];

describe('the numbers of a campaign', () => {
  it('are counted from its recipients', async () => {
    const { id } = await createCampaign(ctx.db.prisma, { recipients: threePeople });
    expect((await campaignStatistics(ctx, id)).counts).toMatchObject({
      recipients: 3,
      delivered: 2,
      openers: 2,
      opens: 3,
      clickers: 1,
      clicks: 1,
      unsubscribed: 1,
      hardBounced: 1,
      softBounced: 0,
    });
  });

  it('stand beside those of the campaign sent before to the same book', async () => {
    const first = await createCampaign(ctx.db.prisma, {
      name: 'First',
      sentAt: '2026-11-01T10:00:00Z',
      recipients: threePeople,
    });
    const elsewhere = await createCampaign(ctx.db.prisma, {
      ...first,
      name: 'Elsewhere',
      addressBookId: undefined,
      sentAt: '2026-11-03T10:00:00Z',
      recipients: threePeople,
    });
    const second = await createCampaign(ctx.db.prisma, {
      integrationId: first.integrationId,
      addressBookId: first.addressBookId,
      sentAt: '2026-11-05T10:00:00Z',
      recipients: threePeople,
    });
    expect((await campaignStatistics(ctx, second.id)).previous?.name).toBe('First');
    expect((await campaignStatistics(ctx, first.id)).previous).toBeNull();
    expect((await campaignStatistics(ctx, elsewhere.id)).previous?.name).toBe('First');
  });

  it('say where Dotdigital’s own summary differs', async () => {
    const { id } = await createCampaign(ctx.db.prisma, {
      recipients: threePeople,
      summary: { recipients: 3, opens: 9, complaints: 1 },
    });
    const { differences, complaints } = await campaignStatistics(ctx, id);
    expect(differences).toEqual([{ what: 'opens', dotdigital: 9, counted: 3 }]);
    expect(complaints).toBe(1);
  });

  it('are for viewers too, but people are not', async () => {
    const { id } = await createCampaign(ctx.db.prisma, { recipients: threePeople });
    const viewer = await testContext({ role: 'viewer' });
    expect((await campaignStatistics(viewer, id)).counts.recipients).toBe(3);
    await expect(listRecipients(viewer, id, people())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(recipientsCsv(viewer, id, people())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(personEngagement(viewer, 'ada@x.example')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the grid of campaigns', () => {
  it('shows what was sent, and what is being sent only once it reached someone', async () => {
    const { integrationId } = await createCampaign(ctx.db.prisma, {
      name: 'Grid sent',
      recipients: threePeople,
    });
    await createCampaign(ctx.db.prisma, {
      integrationId,
      name: 'Grid nobody yet',
      status: 'Sending',
      recipients: [],
    });
    await createCampaign(ctx.db.prisma, {
      integrationId,
      name: 'Grid on its way',
      status: 'Sending',
      recipients: threePeople,
    });
    await createCampaign(ctx.db.prisma, {
      integrationId,
      name: 'Grid draft',
      status: 'Unsent',
      recipients: [],
    });
    const { rows, total } = await listEmailCampaigns(ctx, grid('q=Grid&sort=name.asc'));
    expect(rows.map(({ name }) => name)).toEqual(['Grid on its way', 'Grid sent']);
    expect(total).toBe(2);
    expect((await listCampaignOptions(ctx)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Grid on its way', 'Grid sent']),
    );
  });

  it('tells where each went and how it began, and finds them by the book', async () => {
    const { id, addressBookId } = await createCampaign(ctx.db.prisma, {
      name: 'Began well',
      sentAt: '2026-11-01T10:05:00Z',
      recipients: [{ email: 'a@x.example', opens: 3 }],
      openTimes: [
        '2026-11-01T10:06:00Z',
        '2026-11-01T15:59:00Z',
        '2026-11-01T16:01:00Z',
        '2026-11-09T10:00:00Z',
      ],
    });
    await ctx.db.prisma.addressBook.update({
      where: { id: addressBookId },
      data: { name: 'Only 100 % wool' },
    });
    const { rows } = await listEmailCampaigns(ctx, grid(`f.book=${encodeURIComponent('contains:100 %')}`));
    expect(rows).toMatchObject([
      {
        id,
        fromName: 'Northwind',
        books: [{ name: 'Only 100 % wool' }],
        lists: [],
        trend: [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      },
    ]);
    expect((await listEmailCampaigns(ctx, grid('f.book=is:only 100 %25 WOOL'))).total).toBe(1);
    expect((await listEmailCampaigns(ctx, grid('f.book=is:only'))).total).toBe(0);
  });

  it('takes a search as it is, signs of LIKE included', async () => {
    await createCampaign(ctx.db.prisma, { name: '100 % wool_', recipients: threePeople });
    expect((await listEmailCampaigns(ctx, grid(`q=${encodeURIComponent('0 % wool_')}`))).total).toBe(1);
    expect((await listEmailCampaigns(ctx, grid(`q=${encodeURIComponent('0_%')}`))).total).toBe(0);
  });

  it('forgets the campaigns of a deleted integration', async () => {
    const { id, integrationId } = await createCampaign(ctx.db.prisma, {
      name: 'Of a deleted one',
      recipients: threePeople,
    });
    await ctx.db.prisma.integration.update({ where: { id: integrationId }, data: { deletedAt: new Date() } });
    expect((await listEmailCampaigns(ctx, grid('q=Of a deleted one'))).total).toBe(0);
    await expect(getEmailCampaign(ctx, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the people of a campaign', () => {
  it('come with name, numbers and state, filtered as asked', async () => {
    const [record] = await createRecords(ctx.db.prisma, 1, {
      email: 'ada@x.example',
      firstName: 'Ada',
      lastName: 'Tanabe',
    });
    const { id } = await createCampaign(ctx.db.prisma, { recipients: threePeople });
    const all = await listRecipients(ctx, id, people());
    expect(all).toMatchObject({ total: 3, of: 3 });
    expect(all.rows[0]).toMatchObject({
      email: 'ada@x.example',
      name: 'Ada Tanabe',
      recordId: String(record?.id),
      opens: 2,
      clicks: 1,
      state: 'unsubscribed',
    });
    const once = await listRecipients(ctx, id, people('f.opens=eq:1'));
    expect(once.rows.map(({ email }) => email)).toEqual(['bo@x.example']);
    expect(once).toMatchObject({ total: 1, of: 3 });
    expect(
      (await listRecipients(ctx, id, people('f.state=any:hard_bounced'))).rows.map(({ email }) => email),
    ).toEqual(['cy@x.example']);
    expect((await listRecipients(ctx, id, people('q=tanabe'))).total).toBe(1);
  });

  it('go into a file as shown', async () => {
    await createRecords(ctx.db.prisma, 1, { email: 'evil@x.example', firstName: '=1+1', lastName: null });
    const { id } = await createCampaign(ctx.db.prisma, {
      name: 'To file',
      recipients: [{ email: 'evil@x.example', opens: 1 }, { email: 'b@x.example' }],
    });
    const { name, lines } = await recipientsCsv(ctx, id, people('f.opens=gte:1'));
    let text = '';
    for await (const part of lines) text += part;
    expect(name).toBe('To file people.csv');
    expect(text.trim().split('\r\n')).toHaveLength(2);
    expect(text).toContain("evil@x.example,'=1+1,1,0");
  });
});

describe('opens and clicks over time', () => {
  it('are told per day of the account’s zone when they go on for weeks, with empty days', async () => {
    const { id } = await createCampaign(ctx.db.prisma, {
      timeZone: 'America/New_York',
      sentAt: '2026-10-30T12:00:00Z',
      recipients: [{ email: 'a@x.example', opens: 2 }],
      openTimes: ['2026-10-31T03:30:00Z', '2026-11-10T04:30:00Z'],
      clicks: [{ at: '2026-11-10T05:30:00Z', url: 'https://shop.example/a' }],
    });
    const { per, timeZone, points } = await opensAndClicksOverTime(ctx, { id });
    expect({ per, timeZone }).toEqual({ per: 'day', timeZone: 'America/New_York' });
    expect(points[0]).toEqual({ at: '2026-10-30T04:00:00.000Z', opens: 1, clicks: 0 });
    // The clocks went back on 1 November: midnight moves with them.
    expect(points.at(-2)).toEqual({ at: '2026-11-09T05:00:00.000Z', opens: 1, clicks: 0 });
    expect(points.at(-1)).toEqual({ at: '2026-11-10T05:00:00.000Z', opens: 0, clicks: 1 });
    expect(points).toHaveLength(12);
  });

  it('are told in minutes while a campaign is young', async () => {
    const { id } = await createCampaign(ctx.db.prisma, {
      sentAt: '2026-11-01T10:00:00Z',
      recipients: [{ email: 'a@x.example', opens: 1 }],
      openTimes: ['2026-11-01T10:04:00Z'],
    });
    const { per, points } = await opensAndClicksOverTime(ctx, { id });
    expect(per).toBe('minute');
    expect(points.map(({ opens }) => opens)).toEqual([0, 0, 0, 0, 1]);
  });

  it('name the links by clicks and people', async () => {
    const { id } = await createCampaign(ctx.db.prisma, {
      recipients: [{ email: 'a@x.example', clicks: 3 }],
      clicks: [
        { at: '2026-11-01T10:00:00Z', url: 'https://s.example/a' },
        { at: '2026-11-01T10:01:00Z', url: 'https://s.example/a' },
        { at: '2026-11-01T10:02:00Z', url: 'https://s.example/b' },
      ],
    });
    expect(await linkTable(ctx, { id })).toEqual({
      clickCount: 3,
      links: [
        { url: 'https://s.example/a', clicks: 2, people: 1 },
        { url: 'https://s.example/b', clicks: 1, people: 1 },
      ],
    });
  });
});
