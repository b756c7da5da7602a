import type { Context } from '../../context';
import { Prisma, type Tx } from '../../db';
import { permit } from '../../permissions';
import { clientOf } from './client-of';
import { ruleOfRequest, rulesOfTheWhole, rulesVersion } from './machine-rules';
import { lockCampaign, refreshPeople } from './refresh-people';
import { addClients, addLinks, addSlots } from './rollups-sql';
import { applyRulesOfTheWhole, isKnown } from './rules-of-the-whole';
import { recountTotals } from './totals-sql';

const { sql } = Prisma;

/** At the end of a read that brought something new: what is told only by the whole campaign. */
export async function settleMachines(tx: Tx, campaignId: bigint): Promise<void> {
  await lockCampaign(tx, campaignId);
  if ((await applyRulesOfTheWhole(tx, campaignId)) > 0) await recountRows(tx, campaignId);
}

/** All that is kept of a campaign, from its rows alone: clients, rules, roll-ups, people's parts and totals. Safe to repeat. */
export async function recountCampaign(tx: Tx, campaignId: bigint): Promise<void> {
  await lockCampaign(tx, campaignId);
  await judgeRequests(tx, campaignId);
  await applyRulesOfTheWhole(tx, campaignId);
  await recountRows(tx, campaignId);
  await tx.$executeRaw(recountTotals(campaignId));
}

/** The next campaigns that were counted by other rules than the present ones, or never; a few at a time, each in a transaction of its own. */
export async function recountCampaigns(ctx: Context & { signal: AbortSignal }): Promise<{ isDone: boolean }> {
  permit(ctx, 'campaigns.write');
  while (!ctx.signal.aborted) {
    const due = await findUncounted(ctx.db.prisma);
    if (due.length === 0) return { isDone: true };
    for (const campaignId of due) {
      if (ctx.signal.aborted) return { isDone: false };
      await ctx.db.prisma.$transaction((tx) => recountCampaign(tx, campaignId), { timeout: 600_000 });
    }
  }
  return { isDone: false };
}

export const areCampaignsUncounted = async (ctx: Context): Promise<boolean> =>
  (await findUncounted(ctx.db.prisma)).length > 0;

async function findUncounted(tx: Tx): Promise<bigint[]> {
  const rows = await tx.campaignTotals.findMany({
    where: { countedBy: { not: rulesVersion } },
    select: { campaignId: true },
    orderBy: { campaignId: 'desc' },
    take: 20,
  });
  return rows.map(({ campaignId }) => campaignId);
}

async function recountRows(tx: Tx, campaignId: bigint): Promise<void> {
  const where = { campaignId };
  await tx.campaignSlot.deleteMany({ where });
  await tx.campaignClient.deleteMany({ where });
  await tx.campaignLink.deleteMany({ where });
  const of = (table: Prisma.Sql): Prisma.Sql =>
    sql`(SELECT * FROM ${table} WHERE campaign_id = ${campaignId})`;
  await tx.$executeRaw(addSlots('open', of(sql`campaign_opens`)));
  await tx.$executeRaw(addSlots('click', of(sql`campaign_clicks`)));
  await tx.$executeRaw(addClients(of(sql`campaign_opens`)));
  await tx.$executeRaw(addLinks(of(sql`campaign_clicks`), 'none'));
  await refreshPeople(tx, campaignId, 'all');
}

type Agent = { mailClient: string; userAgent: string };

/** What the present rules say of each request. Networks are told when a row comes in and not kept: what they said stands. */
async function judgeRequests(tx: Tx, campaignId: bigint): Promise<void> {
  const opens = await tx.$queryRaw<Agent[]>`
    SELECT DISTINCT mail_client AS "mailClient", user_agent AS "userAgent" FROM campaign_opens WHERE campaign_id = ${campaignId}`;
  const clicks = await tx.$queryRaw<Pick<Agent, 'userAgent'>[]>`
    SELECT DISTINCT user_agent AS "userAgent" FROM campaign_clicks WHERE campaign_id = ${campaignId}`;
  const ipAddress = '';
  const ofOpens = opens.map((one) => ({
    ...one,
    ...clientOf(one.mailClient, one.userAgent),
    rule: ruleOfRequest({ kind: 'open', userAgent: one.userAgent, ipAddress }),
  }));
  const ofClicks = clicks.map(({ userAgent }) => ({
    userAgent,
    rule: ruleOfRequest({ kind: 'click', userAgent, ipAddress }),
  }));
  await tx.$executeRaw`
    UPDATE campaign_opens x SET client = j.client, device = j.device, machine_rule = ${judged}
    FROM json_to_recordset(${JSON.stringify(ofOpens)}::json) AS j("mailClient" text, "userAgent" text, client text, device text, rule text)
    WHERE x.campaign_id = ${campaignId} AND ${isKnown} AND x.mail_client = j."mailClient" AND x.user_agent = j."userAgent"
      AND (x.client, x.device, x.machine_rule) IS DISTINCT FROM (j.client, j.device, ${judged})`;
  await tx.$executeRaw`
    UPDATE campaign_clicks x SET machine_rule = ${judged}
    FROM json_to_recordset(${JSON.stringify(ofClicks)}::json) AS j("userAgent" text, rule text)
    WHERE x.campaign_id = ${campaignId} AND ${isKnown} AND x.user_agent = j."userAgent" AND x.machine_rule IS DISTINCT FROM ${judged}`;
}

/** The user agent's word; without one, what a network or the whole campaign said before. */
const judged = sql`coalesce(j.rule, CASE WHEN x.machine_rule = ANY(${['network', ...rulesOfTheWhole]}::text[]) THEN x.machine_rule END)`;
