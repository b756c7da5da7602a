import type {
  ClickRow,
  OpenRow,
  PageViewRow,
  RecipientRow,
  ReplyRow,
  RoiRow,
} from '../../engine/campaigns/activity-pages';
import { deliveredOf, rateOf, type Totals } from '../../engine/campaigns/summarise';
import type { Campaign } from '../../engine/campaigns/campaign';
import { writeDate } from '../../engine/dates';
import type { World } from '../../engine/world';

export function writeActivity(world: World, row: RecipientRow): Record<string, unknown> {
  return {
    contactId: row.contact,
    email: row.email,
    numOpens: row.opens,
    numPageViews: row.pageViews,
    numClicks: row.clicks,
    numForwards: row.forwards,
    numEstimatedForwards: row.estimatedForwards,
    numReplies: row.replies,
    dateSent: writeDate(row.sent),
    ...openedDate(world, 'dateFirstOpened', row.firstOpened),
    ...openedDate(world, 'dateLastOpened', row.lastOpened),
    firstOpenIp: row.firstIp,
    unsubscribed: row.unsubscribed === 1,
    softBounced: row.softBounced === 1,
    hardBounced: row.hardBounced === 1,
  };
}

/** Nobody outside knows what the service writes for one who never opened: a switch, left out by default. */
function openedDate(world: World, name: string, time: number | null): Record<string, unknown> {
  if (time !== null) return { [name]: writeDate(time) };
  const { neverOpened } = world.settings;
  if (neverOpened === 'absent') return {};
  return { [name]: neverOpened === 'null' ? null : '0001-01-01T00:00:00Z' };
}

export const writeOpen = (row: OpenRow): Record<string, unknown> => ({
  contactId: row.contact,
  email: row.email,
  mailClient: row.client,
  mailClientVersion: row.clientVersion,
  ipAddress: row.ip,
  userAgent: row.agent,
  isHtml: row.isHtml === 1,
  isForward: row.isForward === 1,
  dateOpened: writeDate(row.at),
});

export const writeClick = (row: ClickRow): Record<string, unknown> => ({
  contactId: row.contact,
  email: row.email,
  url: row.url,
  ipAddress: row.ip,
  userAgent: row.agent,
  dateClicked: writeDate(row.at),
  keyword: row.keyword,
});

export const writePageView = (row: PageViewRow): Record<string, unknown> => ({
  contactId: row.contact,
  email: row.email,
  url: row.url,
  dateViewed: writeDate(row.at),
});

export function writeSummary(world: World, campaign: Campaign, totals: Totals): Record<string, unknown> {
  const { text, total } = totals;
  const html = world.settings.plainCounters === 'html' ? totals.html : total;
  const delivered = deliveredOf(total);
  const rate = (part: number, whole: number): number => rateOf(world, part, whole);
  return {
    dateSent: writeDate(campaign.sent ?? campaign.created),
    numUniqueOpens: html.uniqueOpens,
    numUniqueTextOpens: text.uniqueOpens,
    numTotalUniqueOpens: total.uniqueOpens,
    numOpens: html.opens,
    numTextOpens: text.opens,
    numTotalOpens: total.opens,
    numClicks: html.clicks,
    numTextClicks: text.clicks,
    numTotalClicks: total.clicks,
    numPageViews: html.pageViews,
    numTotalPageViews: total.pageViews,
    numTextPageViews: text.pageViews,
    numForwards: html.forwards,
    numTextForwards: text.forwards,
    numEstimatedForwards: html.estimatedForwards,
    numTextEstimatedForwards: text.estimatedForwards,
    numTotalEstimatedForwards: total.estimatedForwards,
    numReplies: html.replies,
    numTextReplies: text.replies,
    numTotalReplies: total.replies,
    numHardBounces: html.hardBounces,
    numTextHardBounces: text.hardBounces,
    numTotalHardBounces: total.hardBounces,
    numSoftBounces: html.softBounces,
    numTextSoftBounces: text.softBounces,
    numTotalSoftBounces: total.softBounces,
    numUnsubscribes: html.unsubscribes,
    numTextUnsubscribes: text.unsubscribes,
    numTotalUnsubscribes: total.unsubscribes,
    numIspComplaints: html.complaints,
    numTextIspComplaints: text.complaints,
    numTotalIspComplaints: total.complaints,
    numMailBlocks: html.blocks,
    numTextMailBlocks: text.blocks,
    numTotalMailBlocks: total.blocks,
    numSent: html.sent,
    numTextSent: text.sent,
    numTotalSent: total.sent,
    numRecipientsClicked: total.clickers,
    numDelivered: deliveredOf(html),
    numTextDelivered: deliveredOf(text),
    numTotalDelivered: delivered,
    percentageDelivered: rate(delivered, total.sent),
    percentageUniqueOpens: rate(total.uniqueOpens, delivered),
    percentageOpens: rate(total.opens, delivered),
    percentageUnsubscribes: rate(total.unsubscribes, delivered),
    percentageReplies: rate(total.replies, delivered),
    percentageHardBounces: rate(total.hardBounces, total.sent),
    percentageSoftBounces: rate(total.softBounces, total.sent),
    percentageUsersClicked: rate(total.clickers, delivered),
    percentageClicksToOpens: rate(total.clickers, total.uniqueOpens),
    ...(world.settings.legacy
      ? {}
      : { revenue: '0', conversionRate: 0, assistedRevenue: '0', numOrders: 0, numAssistedOrders: 0 }),
  };
}

/** Links belong to groups by the first part of their path. */
export function writeClickWithGroups(row: ClickRow): Record<string, unknown> {
  const group = /^https?:\/\/[^/]+\/([^/?#]+)/.exec(row.url)?.[1];
  return { ...writeClick(row), groups: group ? [{ name: group, dateCreated: writeDate(row.at) }] : [] };
}

export const writeRoiDetail = (row: RoiRow): Record<string, unknown> => ({
  contactId: row.contact,
  email: row.email,
  markerName: row.marker,
  dataType: row.dataType,
  value: JSON.parse(row.value) as unknown,
  dateEntered: writeDate(row.at),
});

export function writeReply(
  world: World,
  row: ReplyRow,
  to: string,
  customReplyTo: string | null,
): Record<string, unknown> {
  return {
    contactId: row.contact,
    email: row.email,
    fromAddress: row.email,
    toAddress: to,
    subject: row.subject,
    message: row.message,
    isHtml: false,
    dateReplied: writeDate(row.at),
    replyType: row.kind,
    ...(world.settings.legacy ? {} : { customReplyToAddress: customReplyTo }),
  };
}
