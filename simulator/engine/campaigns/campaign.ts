import { invalidParameter, notFound, refuse } from '../failure';
import { isName } from '../names';
import type { World } from '../world';

export const campaignStatuses = [
  'Unsent',
  'Sending',
  'Sent',
  'Paused',
  'Cancelled',
  'RequiresSystemApproval',
  'RequiresSMSApproval',
  'RequiresWorkflowApproval',
  'Triggered',
] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];
export const replyActions = ['Unset', 'WebMailForward', 'Webmail', 'Delete'] as const;
export type ReplyAction = (typeof replyActions)[number];

export interface Campaign {
  id: number;
  account: number;
  kind: 'Standard' | 'Triggered';
  name: string;
  subject: string;
  fromName: string;
  fromAddress: number | null;
  html: string;
  plain: string;
  replyAction: ReplyAction;
  replyTo: string;
  customReplyTo: string | null;
  status: CampaignStatus;
  tags: string[];
  split: SplitTest | null;
  created: number;
  sent: number | null;
  scheduled: number | null;
  touched: number | null;
}

export interface SplitTest {
  subjects: string[];
  fromNames: string[];
  fromAddresses: { id: number; email: string }[];
  htmlContents: string[];
  plainTextContents: string[];
  metric?: 'Opens' | 'Clicks' | 'ROI';
}

export interface CampaignRow extends Omit<Campaign, 'tags' | 'split'> {
  tags: string;
  split: string | null;
}

export interface CampaignInput {
  name: string;
  subject: string;
  fromName: string;
  fromAddress?: { id?: number | undefined; email?: string | null | undefined } | null | undefined;
  htmlContent: string;
  plainTextContent: string;
  replyAction?: ReplyAction | undefined;
  replyToAddress?: string | null | undefined;
  customReplyToAddress?: string | null | undefined;
  kind?: 'Standard' | 'Triggered' | undefined;
  tags?: string[] | undefined;
  split?: SplitTest | undefined;
}

const unsubscribeLink = /\$UNSUB\$|unsub/i;

/** Whether a content holds an unsubscribe link. */
export const hasWayOut = (content: string): boolean => unsubscribeLink.test(content);

export function readCampaign(row: CampaignRow): Campaign {
  return {
    ...row,
    tags: JSON.parse(row.tags) as string[],
    split: row.split ? (JSON.parse(row.split) as SplitTest) : null,
  };
}

export function findCampaign(world: World, account: number, id: number): Campaign | undefined {
  const row = world.store.row<CampaignRow>(
    'SELECT * FROM campaigns WHERE id = ? AND account = ?',
    id,
    account,
  );
  return row && readCampaign(row);
}

export function getCampaign(world: World, account: number, id: number): Campaign {
  const campaign = findCampaign(world, account, id);
  if (!campaign) throw notFound('ERROR_CAMPAIGN_NOT_FOUND');
  return campaign;
}

export function createCampaign(world: World, account: number, input: CampaignInput): Campaign {
  checkCampaign(world, input);
  const { id } = world.store.run(
    `INSERT INTO campaigns (account, kind, name, subject, fromName, fromAddress, html, plain, replyAction, replyTo, customReplyTo, status, tags, split, created)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    account,
    input.kind ?? 'Standard',
    input.name,
    input.subject,
    input.fromName,
    readFromAddress(world, account, input.fromAddress),
    input.htmlContent,
    input.plainTextContent,
    input.replyAction ?? 'Unset',
    input.replyToAddress ?? '',
    input.customReplyToAddress ?? null,
    input.kind === 'Triggered' ? 'Triggered' : 'Unsent',
    JSON.stringify(input.tags ?? []),
    input.split ? JSON.stringify(input.split) : null,
    world.now(),
  );
  return getCampaign(world, account, id);
}

export function updateCampaign(world: World, account: number, id: number, input: CampaignInput): Campaign {
  const known = getCampaign(world, account, id);
  if (known.status !== 'Unsent' && known.status !== 'Triggered')
    throw refuse('ERROR_CAMPAIGN_READONLY', 'Campaign is read only.');
  checkCampaign(world, input);
  world.store.run(
    'UPDATE campaigns SET name = ?, subject = ?, fromName = ?, fromAddress = ?, html = ?, plain = ?, replyAction = ?, replyTo = ?, customReplyTo = ?, tags = ? WHERE id = ?',
    input.name,
    input.subject,
    input.fromName,
    input.fromAddress ? readFromAddress(world, account, input.fromAddress) : known.fromAddress,
    input.htmlContent,
    input.plainTextContent,
    input.replyAction ?? known.replyAction,
    input.replyToAddress ?? known.replyTo,
    input.customReplyToAddress ?? known.customReplyTo,
    JSON.stringify(input.tags ?? known.tags),
    id,
  );
  return getCampaign(world, account, id);
}

export function copyCampaign(world: World, account: number, id: number): Campaign {
  const known = getCampaign(world, account, id);
  return createCampaign(world, account, {
    name: `Copy of ${known.name}`.slice(0, 255),
    subject: known.subject,
    fromName: known.fromName,
    fromAddress: known.fromAddress ? { id: known.fromAddress } : null,
    htmlContent: known.html,
    plainTextContent: known.plain,
    replyAction: known.replyAction,
    replyToAddress: known.replyTo,
    customReplyToAddress: known.customReplyTo,
    tags: known.tags,
    kind: known.kind,
  });
}

export function deleteCampaign(world: World, account: number, id: number): void {
  const campaign = getCampaign(world, account, id);
  if (campaign.status === 'Sending') throw refuse('ERROR_CAMPAIGN_INVALID', 'Campaign is being sent.');
  for (const table of ['campaignBooks', 'sends', 'recipients', 'opens', 'clicks', 'pageViews', 'replies']) {
    world.store.run(`DELETE FROM ${table} WHERE campaign = ?`, id);
  }
  world.store.run('DELETE FROM campaigns WHERE id = ?', id);
}

export function listFromAddresses(
  world: World,
  account: number,
  page = { select: 1000, skip: 0 },
): { id: number; email: string }[] {
  return world.store.rows(
    'SELECT id, email FROM fromAddresses WHERE account = ? ORDER BY id LIMIT ? OFFSET ?',
    account,
    page.select,
    page.skip,
  );
}

function readFromAddress(world: World, account: number, given: CampaignInput['fromAddress']): number | null {
  const known = listFromAddresses(world, account);
  if (!given?.id && !given?.email) {
    if (world.settings.campaignFromAddress === 'refused')
      throw refuse('ERROR_CAMPAIGN_INVALID', 'Campaign needs a from address.');
    return known[0]?.id ?? null;
  }
  const wanted = known.find(
    ({ id, email }) => id === given.id || email.toLowerCase() === given.email?.trim().toLowerCase(),
  );
  if (!wanted) throw invalidParameter('The from address is not one of the account.');
  return wanted.id;
}

function checkCampaign(world: World, input: CampaignInput): void {
  const named = [input.name, input.subject, input.fromName].every((text) => isName(world, text));
  if (!named || input.name.length > 255)
    throw refuse('ERROR_CAMPAIGN_INVALID', 'Campaign needs a name, a subject and a friendly from name.');
  if (!hasWayOut(input.htmlContent) || !hasWayOut(input.plainTextContent)) {
    throw refuse('ERROR_CAMPAIGN_INVALID', 'Both contents of the campaign must hold an unsubscribe link.');
  }
}
