import type { World } from '../world';
import type { Campaign } from './campaign';

type Side = Record<
  | 'sent'
  | 'uniqueOpens'
  | 'opens'
  | 'clicks'
  | 'clickers'
  | 'pageViews'
  | 'forwards'
  | 'estimatedForwards'
  | 'replies'
  | 'hardBounces'
  | 'softBounces'
  | 'unsubscribes'
  | 'complaints'
  | 'blocks',
  number
>;

const sums = `count(*) AS sent, coalesce(sum(opens > 0), 0) AS uniqueOpens, coalesce(sum(opens), 0) AS opens, coalesce(sum(clicks), 0) AS clicks,
  coalesce(sum(clicks > 0), 0) AS clickers, coalesce(sum(pageViews), 0) AS pageViews, coalesce(sum(forwards), 0) AS forwards,
  coalesce(sum(estimatedForwards), 0) AS estimatedForwards, coalesce(sum(replies), 0) AS replies, coalesce(sum(hardBounced), 0) AS hardBounces,
  coalesce(sum(softBounced), 0) AS softBounces, coalesce(sum(unsubscribed), 0) AS unsubscribes, coalesce(sum(complained), 0) AS complaints,
  coalesce(sum(blocked), 0) AS blocks`;

export interface Totals {
  html: Side;
  text: Side;
  total: Side;
  delivered: number;
}

/** The campaign's numbers, added up from its recipients at this moment. */
export function summarise(world: World, campaign: Campaign): Totals {
  const side = (isHtml: number): Side =>
    world.store.row<Side>(
      `SELECT ${sums} FROM recipients WHERE campaign = ? AND isHtml = ?`,
      campaign.id,
      isHtml,
    ) ?? emptySide();
  const html = side(1);
  const text = side(0);
  const total = emptySide();
  for (const name of Object.keys(total) as (keyof Side)[]) total[name] = html[name] + text[name];
  return { html, text, total, delivered: deliveredOf(total) };
}

export const deliveredOf = (side: Side): number =>
  side.sent - side.hardBounces - side.softBounces - side.blocks;

export function rateOf(world: World, part: number, whole: number): number {
  if (whole === 0) return 0;
  const fraction = part / whole;
  return world.settings.percentages === 'percent'
    ? Math.round(fraction * 10_000) / 100
    : Math.round(fraction * 10_000) / 10_000;
}

function emptySide(): Side {
  return {
    sent: 0,
    uniqueOpens: 0,
    opens: 0,
    clicks: 0,
    clickers: 0,
    pageViews: 0,
    forwards: 0,
    estimatedForwards: 0,
    replies: 0,
    hardBounces: 0,
    softBounces: 0,
    unsubscribes: 0,
    complaints: 0,
    blocks: 0,
  };
}
