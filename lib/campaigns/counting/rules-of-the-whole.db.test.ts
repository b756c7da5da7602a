import { describe, expect, it } from 'vitest';
import type { Db } from '@/lib/db';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testContext } from '@/prisma/test-context';
import { settleMachines } from './recount';
import { storeActivities, storeClicks, storeOpens } from './store-activity';

const sentAt = new Date('2026-11-19T18:00:00Z');
const after = (seconds: number): Date => new Date(sentAt.getTime() + seconds * 1_000);
const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

type Deed = { id: number; at: number; url?: string };

/** Ten people of firm.example; what they did, and what is said of it afterwards. */
async function judged(
  prisma: Db['prisma'],
  { opens = [], clicks = [], links = [] }: { opens?: Deed[]; clicks?: Deed[]; links?: string[] },
) {
  const { id } = await createCampaign(prisma, { sentAt: sentAt.toISOString(), recipients: [] });
  const campaignId = BigInt(id);
  await prisma.emailCampaign.update({
    where: { id: campaignId },
    data: { htmlContent: links.map((link) => `<a href="${link}">x</a>`).join('') },
  });
  const email = (who: number): string => `p${who}@firm.example`;
  const rest = { userAgent: browser, ipAddress: '203.0.113.9' };
  await prisma.$transaction(async (tx) => {
    await storeActivities(tx, {
      campaignId,
      rows: Array.from({ length: 10 }, (_, n) => ({
        contactId: n + 1,
        email: email(n + 1),
        numOpens: opens.filter((one) => one.id === n + 1).length,
        numClicks: clicks.filter((one) => one.id === n + 1).length,
        numReplies: 0,
        numForwards: 0,
        numPageViews: 0,
        dateSent: sentAt,
        dateFirstOpened: null,
        dateLastOpened: null,
        unsubscribed: false,
        softBounced: false,
        hardBounced: false,
      })),
    });
    await storeOpens(tx, {
      campaignId,
      rows: opens.map((one) => ({
        ...rest,
        contactId: one.id,
        email: email(one.id),
        dateOpened: after(one.at),
        mailClient: '',
      })),
    });
    await storeClicks(tx, {
      campaignId,
      rows: clicks.map((one) => ({
        ...rest,
        contactId: one.id,
        email: email(one.id),
        dateClicked: after(one.at),
        url: one.url ?? 'https://shop.example/a',
      })),
    });
    await settleMachines(tx, campaignId);
  });
  const where = { campaignId };
  const totals = await prisma.campaignTotals.findUniqueOrThrow({ where });
  return {
    opens: (await prisma.campaignOpen.findMany({ where, orderBy: { openedAt: 'asc' } })).map(
      (row) => row.machineRule,
    ),
    clicks: (await prisma.campaignClick.findMany({ where, orderBy: { clickedAt: 'asc' } })).map(
      (row) => row.machineRule,
    ),
    openers: totals.humanOpenerCount,
    clickers: totals.humanClickerCount,
  };
}

const people = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
const url = (name: string): string => `https://shop.example/${name}`;

describe('what is told by the whole campaign', () => {
  it('nine of ten of a domain within ten seconds are its gateway, whoever opens later is a person', async () => {
    const { db } = await testContext();
    const quick = people(9).map((id) => ({ id, at: id }));
    expect(await judged(db.prisma, { opens: [...quick, { id: 1, at: 3_600 }] })).toMatchObject({
      opens: [...quick.map(() => 'whole_domain'), null],
      openers: 1,
    });
  });

  it('eight of ten are people who were waiting for it', async () => {
    const { db } = await testContext();
    const quick = people(8).map((id) => ({ id, at: id }));
    expect(await judged(db.prisma, { opens: quick })).toMatchObject({
      opens: quick.map(() => null),
      openers: 8,
    });
  });

  it('four links within five seconds are a scanner’s, the click after them is a person’s, who has opened the mail', async () => {
    const { db } = await testContext();
    const run = ['a', 'b', 'c', 'd'].map((name, n) => ({ id: 3, at: 100 + n, url: url(name) }));
    expect(await judged(db.prisma, { clicks: [...run, { id: 3, at: 900, url: url('a') }] })).toMatchObject({
      clicks: ['many_links', 'many_links', 'many_links', 'many_links', null],
      clickers: 1,
    });
  });

  it('three links in five seconds are a person’s, unless they are all that there are, within two', async () => {
    const { db } = await testContext();
    const three = [0, 1, 2].map((n) => ({ id: 2, at: 50 + n, url: url(['a', 'b', 'c'][n] ?? '') }));
    expect((await judged(db.prisma, { clicks: three })).clicks).toEqual([null, null, null]);
    const all = { clicks: three, links: [url('a'), url('b'), url('c')] };
    expect((await judged(db.prisma, all)).clicks).toEqual(['every_link', 'every_link', 'every_link']);
    const slow = three.map((one, n) => ({ ...one, at: 50 + 2 * n }));
    expect((await judged(db.prisma, { ...all, clicks: slow })).clicks).toEqual([null, null, null]);
  });
});
