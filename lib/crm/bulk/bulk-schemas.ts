import { z } from 'zod';

import { idText } from '@/lib/text';
import { CrmEntity } from '../fields/entity';
import { TagName } from '../fields/tag-name';

/** What one bulk action may take on. */
export const bulkLimits = { byHand: 5_000, matching: 100_000, tags: 20 } as const;

/** Rows chosen by hand, or everyone whom a grid's search and filters show, as they stand in its address. */
export const RecordChoice = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ids'),
    ids: z.array(idText).min(1, { error: 'Choose somebody first.' }).max(bulkLimits.byHand, {
      error: 'At most 5,000 chosen by hand. Narrow the grid and choose all instead.',
    }),
  }),
  z.object({ kind: z.literal('matching'), query: z.string().max(8_000) }),
]);
export type RecordChoice = z.infer<typeof RecordChoice>;

const chosen = { entity: CrmEntity, choice: RecordChoice };
/** How many the person was told it is about; another number now is refused. */
const expected = z.number().int().min(0, { error: 'Say how many it was about.' });

export const BulkPreviewInput = z.object(chosen);
export type BulkPreviewInput = z.infer<typeof BulkPreviewInput>;

/** `sort` is the grid's, as in its address. */
export const ExportChosenInput = z.object({ ...chosen, sort: z.string().max(100).optional() });

export const BulkTagsInput = z
  .object({
    ...chosen,
    expected,
    add: z.array(TagName).max(bulkLimits.tags).default([]),
    remove: z.array(TagName).max(bulkLimits.tags).default([]),
  })
  .refine((input) => input.add.length + input.remove.length > 0, {
    error: 'Name a tag to add or to remove.',
  });
export type BulkTagsInput = z.input<typeof BulkTagsInput>;

export const BulkOwnerInput = z.object({ ...chosen, expected, ownerId: idText.nullable() });
export type BulkOwnerInput = z.infer<typeof BulkOwnerInput>;

export const BulkDeleteInput = z.object({ ...chosen, expected });
export type BulkDeleteInput = z.infer<typeof BulkDeleteInput>;

/** Which lines of the change log a bulk action wrote: enough to take it back, and of no use to anyone but who did it. */
export const BulkUndo = z.object({
  kind: z.enum(['tags', 'owner', 'deleted']),
  entity: CrmEntity,
  firstId: idText,
  lastId: idText,
  at: z.iso.datetime(),
});
export type BulkUndo = z.infer<typeof BulkUndo>;

/** Living records that are chosen; `over` where they are more than one action may take on. */
export type BulkPreview = { count: number; over: boolean };

type Named = { name: string; count: number };

export type BulkDeletePreview = BulkPreview & {
  /** Of them: on at least one marketing list, in a book by our doing, with orders. */
  inLists: number;
  inBooks: number;
  withOrders: number;
  /** Where most of them are. Of the lists only those that the person may see. */
  lists: Named[];
  books: Named[];
};

export type BulkOutcome = { chosen: number; changed: number; undo: BulkUndo | null };
/** `kept`: somebody changed them since, so they stay as they are. */
export type BulkUndone = { undone: number; kept: number };
