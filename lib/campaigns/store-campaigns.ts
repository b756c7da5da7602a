import type { Context } from '../context';
import type { Tx } from '../db';
import { campaignCode } from './campaign-code';
import { shownStatuses } from './schemas';

export type SeenCampaign = {
  id: number;
  name: string;
  subject: string;
  fromName: string;
  fromAddress: string;
  replyAction: string;
  replyToAddress: string;
  isSplitTest: boolean;
  status: string;
};

/**
 * Campaigns as Dotdigital lists them for the books they went to. Decided anew each time: status and books may have changed since.
 * Each that has been sent gets an email campaign and, once, a marketing campaign named after it. Safe to repeat.
 */
export async function storeCampaigns(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  input: {
    integrationId: bigint;
    addressBookId: bigint;
    rows: readonly SeenCampaign[];
    defaultOwnerId: bigint | null;
  },
): Promise<{ changedCount: number }> {
  const rows = [...new Map(input.rows.map((row) => [row.id, row])).values()];
  if (rows.length === 0) return { changedCount: 0 };
  const changed = await upsertCampaigns(tx, input.integrationId, rows, ctx.now());
  const linked = await tx.$executeRaw`
    INSERT INTO email_campaign_books (campaign_id, address_book_id)
    SELECT c.id, ${input.addressBookId} FROM email_campaigns c
    WHERE c.integration_id = ${input.integrationId} AND c.dotdigital_id = ANY(${rows.map((row) => row.id)}::int[])
    ON CONFLICT DO NOTHING`;
  const made = await giveMarketingCampaigns(tx, input.integrationId, changed, input.defaultOwnerId);
  return { changedCount: changed.length + linked + made };
}

/** What only the campaign's own page at Dotdigital says. A scanner is known by the links it follows: with others of them, it is counted anew. */
export async function storeCampaignContent(
  tx: Tx,
  input: { campaignId: bigint; html: string | null; plainText: string | null },
): Promise<void> {
  await tx.$executeRaw`
    WITH changed AS (
      UPDATE email_campaigns SET html_content = ${input.html}, plain_text_content = ${input.plainText}
      WHERE id = ${input.campaignId}
        AND (html_content, plain_text_content) IS DISTINCT FROM (${input.html}::text, ${input.plainText}::text)
      RETURNING id)
    UPDATE campaign_totals t SET counted_by = 0 FROM changed WHERE t.campaign_id = changed.id`;
}

/** Dotdigital no longer lists these: marked with the date, statistics stay. It never listed resends. */
export async function markCampaignsGone(
  ctx: Pick<Context, 'now'>,
  tx: Tx,
  input: { addressBookId: bigint; listedIds: readonly number[] },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE email_campaigns c SET gone_at = ${ctx.now()}
    FROM email_campaign_books b
    WHERE b.campaign_id = c.id AND b.address_book_id = ${input.addressBookId} AND c.gone_at IS NULL AND c.resend_of_id IS NULL
      AND c.dotdigital_id <> ALL(${[...input.listedIds]}::int[])`;
}

type Stored = { id: bigint; dotdigitalId: number; name: string; status: string };

/** One that was made here keeps the number it was made under. */
async function upsertCampaigns(tx: Tx, integrationId: bigint, rows: readonly SeenCampaign[], now: Date) {
  return tx.$queryRaw<Stored[]>`
    INSERT INTO email_campaigns AS c (id, integration_id, dotdigital_id, name, subject, from_name, from_address, reply_action,
      reply_to_address, is_split_test, status, seen_at)
    SELECT coalesce(d.id, nextval('email_campaigns_id_seq')), ${integrationId}, r.id, r.name, r.subject, r."fromName", r."fromAddress", r."replyAction",
      r."replyToAddress", r."isSplitTest", r.status, ${now}
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(id int, name text, subject text, "fromName" text,
      "fromAddress" text, "replyAction" text, "replyToAddress" text, "isSplitTest" boolean, status text)
    LEFT JOIN campaign_drafts d ON d.integration_id = ${integrationId} AND d.dotdigital_id = r.id
    ORDER BY r.id
    ON CONFLICT (integration_id, dotdigital_id) DO UPDATE SET
      name = excluded.name, subject = excluded.subject, from_name = excluded.from_name, from_address = excluded.from_address,
      reply_action = excluded.reply_action, reply_to_address = excluded.reply_to_address,
      is_split_test = excluded.is_split_test, status = excluded.status, seen_at = excluded.seen_at, gone_at = NULL
    WHERE c.gone_at IS NOT NULL OR (c.name, c.subject, c.from_name, c.from_address, c.reply_action, c.reply_to_address, c.is_split_test, c.status)
      IS DISTINCT FROM (excluded.name, excluded.subject, excluded.from_name, excluded.from_address, excluded.reply_action,
        excluded.reply_to_address, excluded.is_split_test, excluded.status)
    RETURNING id, dotdigital_id AS "dotdigitalId", name, status`;
}

/** Once per campaign, when it is first seen as sent: an umbrella that someone deleted does not come back. */
async function giveMarketingCampaigns(
  tx: Tx,
  integrationId: bigint,
  changed: readonly Stored[],
  ownerId: bigint | null,
): Promise<number> {
  const sent = changed.filter((row) => shownStatuses.some((status) => status === row.status));
  if (sent.length === 0) return 0;
  const without = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM email_campaigns WHERE id = ANY(${sent.map((row) => row.id)}) AND marketing_campaign_id IS NULL
      AND NOT had_marketing_campaign ORDER BY id`;
  const wanted = sent.filter((row) => without.some(({ id }) => id === row.id));
  for (const { id, dotdigitalId, name } of wanted) {
    const code = await freeCode(tx, name, dotdigitalId, integrationId);
    const { id: marketingCampaignId } = await tx.marketingCampaign.create({
      data: { name, code, ownerId },
      select: { id: true },
    });
    await tx.emailCampaign.update({
      where: { id },
      data: { marketingCampaignId, hadMarketingCampaign: true },
    });
  }
  return wanted.length;
}

async function freeCode(tx: Tx, name: string, dotdigitalId: number, integrationId: bigint): Promise<string> {
  const taken = await tx.marketingCampaign.findMany({
    where: { code: { endsWith: String(dotdigitalId) } },
    select: { code: true },
  });
  const inUse = new Set(taken.map(({ code }) => code.toLowerCase()));
  const plain = campaignCode(name, String(dotdigitalId));
  if (!inUse.has(plain.toLowerCase())) return plain;
  for (let n = 0; ; n += 1) {
    const code = campaignCode(name, `${integrationId}${n === 0 ? '' : `_${n}`}-${dotdigitalId}`);
    if (!inUse.has(code.toLowerCase())) return code;
  }
}
