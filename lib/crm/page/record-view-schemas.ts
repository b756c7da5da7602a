import { z } from 'zod';

import { idText, plainText } from '@/lib/text';
import type { RecordField } from '../fields/fields';
import { TagName } from '../fields/tag-name';
import type { MergeView } from '../merging/merge-schemas';
import type { ConsentChannel } from '../records/consent-channels';
import type { ConsentState, RecordView } from '../records/record-schemas';

/** One thing a person said about being reached. */
export type ConsentLine = {
  id: string;
  channel: ConsentChannel;
  state: ConsentState;
  /** Their words. */
  text: string | null;
  /** Where it was said: a page, a form, a fair; an account of Dotdigital and a campaign. */
  place: string | null;
  /** Who or what wrote it down: "Mira Kessler", "CSV import 12". */
  by: string | null;
  at: string;
  recordedAt: string;
};

/** All that stands on a record's page but for marketing and the timeline. */
export type RecordPageView = {
  record: RecordView;
  /** The catalogue; of archived custom fields those in which this record holds something. */
  fields: RecordField[];
  /** Computed fields by name, as text; times ISO. */
  computed: Record<string, string | null>;
  tags: string[];
  /** Newest first. */
  consents: ConsentLine[];
  orders: PurchasePage;
  carts: PurchasePage;
  /** Into this record, as long as they can be undone. */
  merges: MergeView[];
};

export const purchaseKinds = ['order', 'cart'] as const;
export const ListPurchasesInput = z.object({
  id: idText,
  kind: z.enum(purchaseKinds),
  before: z.string().max(80).nullable().default(null),
});
export type ListPurchasesInput = z.input<typeof ListPurchasesInput>;

export type PurchaseView = {
  id: string;
  /** Its number, else its id in the shop. */
  name: string;
  /** As it was sent; an open cart left alone is abandoned. */
  status: string;
  currency: string;
  total: number;
  /** Placed, or last touched. */
  at: string;
  url: string | null;
  items: { sku: string; name: string; quantity: number; unitPrice: number }[];
};
export type PurchasePage = { total: number; items: PurchaseView[]; nextBefore: string | null };

export const RecordNowInput = z.object({ id: idText, since: z.iso.datetime() });
export type RecordNowInput = z.infer<typeof RecordNowInput>;

/**
 * The record as it is now, for someone who had an older one open; who changed it since, and what changed beside its fields
 * ("Tags changed", "given VIP").
 */
export type RecordNow = {
  record: RecordView;
  by: string | null;
  at: string;
  also: { title: string; detail: string | null }[];
};

/** One tag given to or taken from one record; what others do with its tags meanwhile stands. */
export const ChangeTagInput = z.discriminatedUnion('change', [
  z.object({ id: idText, change: z.literal('give'), tag: TagName }),
  z.object({ id: idText, change: z.literal('take'), tag: plainText.max(200) }),
]);
export type ChangeTagInput = z.infer<typeof ChangeTagInput>;
