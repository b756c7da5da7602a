import { z } from 'zod';
import { idText } from '../text';

export { insightCollections } from '../dotdigital/schemas';

export const insightKinds = ['orders', 'carts'] as const;
export const InsightKind = z.enum(insightKinds);
export type InsightKind = z.infer<typeof InsightKind>;

export const kindWords: Record<InsightKind, { label: string; one: string; many: string; what: string }> = {
  orders: {
    label: 'Orders',
    one: 'order',
    many: 'orders',
    what: 'Every order with its items, status and totals.',
  },
  carts: {
    label: 'Carts',
    one: 'cart',
    many: 'carts',
    what: 'Open and converted carts with their items and address. A discarded cart is deleted at Dotdigital.',
  },
};

export const itemStates = ['waiting', 'sending', 'accepted', 'in_step', 'failed', 'leaving'] as const;
export type InsightItemState = (typeof itemStates)[number];

export const itemStateWords: Record<InsightItemState, string> = {
  waiting: 'Waiting',
  sending: 'On its way',
  accepted: 'At Dotdigital',
  in_step: 'In step',
  failed: 'Failed',
  leaving: 'To be deleted',
};

const OfKind = z.object({ integrationId: idText, kind: InsightKind });

export const SwitchInsightInput = OfKind.extend({ active: z.boolean() });
export type SwitchInsightInput = z.infer<typeof SwitchInsightInput>;

export const AskInsightInput = OfKind;
export type AskInsightInput = z.infer<typeof AskInsightInput>;

/** `key` null: all that failed. */
export const RetryInsightInput = OfKind.extend({ key: z.string().max(300).nullable() });
export type RetryInsightInput = z.infer<typeof RetryInsightInput>;

export type InsightCollectionView = {
  kind: InsightKind;
  active: boolean;
  stateAt: string | null;
  stateBy: string | null;
  api: 'v3' | 'v2' | null;
  counts: Record<InsightItemState, number>;
  comparedAt: string | null;
  isAsked: boolean;
  problem: { text: string; retryAt: string } | null;
  /** The last request that Dotdigital worked off. */
  lastBatch: { sentAt: string; endedAt: string; rowCount: number; failedCount: number } | null;
};

export type InsightItemRow = {
  id: string;
  kind: InsightKind;
  key: string;
  /** id null: the record is gone. */
  person: { id: string | null; name: string; email: string };
  state: InsightItemState;
  reason: string | null;
  stateAt: string;
  heldAt: string | null;
};
