import { createHash, randomUUID } from 'node:crypto';
import { recountCampaign } from '@/lib/campaigns';
import { engagementSql } from '@/lib/crm/stats/refresh-stats';
import { readStatsFrame } from '@/lib/crm/stats/stats-settings';
import { Prisma, type Tx } from '@/lib/db';
import { createCampaign } from './campaigns';
import { createList } from './marketing-lists';
import { createRecords } from './records';

type History = {
  seed: number;
  people: number;
  campaigns: number;
  until: Date;
  emails?: readonly string[];
  days?: number;
};

const person =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
/** Apple's proxy, and a scanner by its name. */
const machines = [
  'Mozilla/5.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
];
const hour = 3_600_000;

/**
 * Campaigns of the year before `until`, to people of whom some opened and clicked, some let a machine do it, some both, some neither; the
 * same for the same seed. Counters are those of the rows, as Dotdigital gives them. Times are far enough apart that no rule of the whole
 * campaign speaks.
 */
export async function createMachineHistory(
  tx: Tx,
  { seed, people, campaigns, until, emails: known, days = 330 }: History,
): Promise<{ emails: string[]; campaignIds: bigint[] }> {
  const next = drawing(seed);
  const emails =
    known?.slice(0, people) ?? Array.from({ length: people }, () => `${randomUUID()}@history.example`);
  const campaignIds: bigint[] = [];
  let account: { integrationId: bigint; addressBookId: bigint } | undefined;
  for (let n = 0; n < campaigns; n += 1) {
    const sentAt = new Date(until.getTime() - Math.floor(next() * days + 1) * 24 * hour);
    const deeds = emails.filter(() => next() < 0.8).map((email) => ({ email, ...deedsFrom(next, sentAt) }));
    const { id, ...rest } = await createCampaign(tx, {
      ...account,
      name: `History ${seed} ${n}`,
      timeZone: 'UTC',
      sentAt: sentAt.toISOString(),
      recipients: deeds.map(({ email, opens, clicks, ...flags }) => ({
        email,
        opens: opens.length,
        clicks: clicks.length,
        ...flags,
      })),
    });
    account ??= rest;
    const campaignId = BigInt(id);
    for (const [index, { email, opens, clicks }] of deeds.entries()) {
      const whose = { campaignId, dotdigitalContactId: index + 1, emailKey: email };
      const last = opens.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
      if (last.length > 0)
        await tx.campaignRecipient.update({
          where: { campaignId_dotdigitalContactId: { campaignId, dotdigitalContactId: index + 1 } },
          data: { firstOpenedAt: last[0], lastOpenedAt: last.at(-1) },
        });
      await tx.campaignOpen.createMany({
        data: opens.map(({ at, userAgent }) => ({ ...whose, openedAt: at, userAgent })),
      });
      await tx.campaignClick.createMany({
        data: clicks.map(({ at, userAgent }, k) => {
          const url = `https://shop.example/${k}`;
          return { ...whose, clickedAt: at, userAgent, url, urlHash: createHash('md5').update(url).digest() };
        }),
      });
    }
    await recountCampaign(tx, campaignId);
    campaignIds.push(campaignId);
  }
  return { emails: [...emails], campaignIds };
}

/** A list whose people were sent a dozen campaigns, read from nowhere and sent nowhere; with the paths of what to look at. */
export async function createCampaignWorld(tx: Tx) {
  const records = await createRecords(tx, 40);
  const { campaignIds } = await createMachineHistory(tx, {
    seed: 14,
    people: records.length,
    campaigns: 12,
    until: new Date(),
    emails: records.flatMap(({ emailKey }) => emailKey ?? []),
    days: 170,
  });
  const listId = await createList(tx, {
    name: `Readers of all letters ${randomUUID().slice(0, 6)}`,
    type: 'manual',
    evaluationState: 'fresh',
    evaluatedAt: new Date(),
    memberCount: records.length,
  });
  await tx.listItem.createMany({ data: records.map(({ id }) => ({ listId, recordId: id, inFilter: true })) });
  const latest = await tx.emailCampaign.findFirstOrThrow({
    where: { id: { in: campaignIds } },
    orderBy: { sentAt: 'desc' },
  });
  await tx.integration.update({
    where: { id: latest.integrationId },
    data: { active: false, name: `Weekly Letters ${randomUUID().slice(0, 6)}` },
  });
  const ids = Prisma.join(records.map(({ id }) => id));
  await tx.$executeRaw(engagementSql(ids, await readStatsFrame(tx, new Date())));
  return {
    list: `/marketing-lists/${listId}`,
    campaign: `/email-campaigns/${latest.id}`,
    marketing: `/marketing-campaigns/${latest.marketingCampaignId}`,
    record: `/contacts/${records[0]?.id}`,
  };
}

type Deed = { at: Date; userAgent: string };
type Deeds = {
  opens: Deed[];
  clicks: Deed[];
  unsubscribed: boolean;
  softBounced: boolean;
  hardBounced: boolean;
};

/** Whoever clicked opened before, by the same hand or by a machine's. */
function deedsFrom(next: () => number, sentAt: Date): Deeds {
  const bounces = next();
  const nothing = { opens: [], clicks: [], unsubscribed: false };
  if (bounces < 0.1) return { ...nothing, softBounced: bounces < 0.05, hardBounced: bounces >= 0.05 };
  const byWhom = (): string =>
    next() < 0.5 ? person : (machines[Math.floor(next() * machines.length)] ?? person);
  let at = sentAt.getTime();
  const later = (): Date => new Date((at += hour + Math.floor(next() * 20 * hour)));
  const opens = Array.from({ length: Math.floor(next() * 4) }, () => ({ at: later(), userAgent: byWhom() }));
  const clicks =
    opens.length === 0
      ? []
      : Array.from({ length: Math.floor(next() * 3) }, () => ({ at: later(), userAgent: byWhom() }));
  return { opens, clicks, unsubscribed: next() < 0.1, softBounced: false, hardBounced: false };
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
