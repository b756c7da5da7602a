import { z } from 'zod';

import { idText, plainText, requiredLine } from '../text';

/** Grids that a person may keep views of. */
export const ViewGrid = z.enum([
  'contacts',
  'leads',
  'customers',
  'marketing-lists',
  'email-campaigns',
  'marketing-campaigns',
  'sync-runs',
  'data-fields',
]);
export type ViewGrid = z.infer<typeof ViewGrid>;

const name = requiredLine('a name', 60);

const query = plainText.max(4_000, { error: 'This view asks for too much to be kept.' });

export const SaveViewInput = z.object({ grid: ViewGrid, name, query });
export type SaveViewInput = z.input<typeof SaveViewInput>;

export const RenameViewInput = z.object({ id: idText, name });
export type RenameViewInput = z.input<typeof RenameViewInput>;

export const ReplaceViewInput = z.object({ id: idText, query });
export type ReplaceViewInput = z.input<typeof ReplaceViewInput>;

/** `id` null: the grid opens without a view again. */
export const DefaultViewInput = z.object({ grid: ViewGrid, id: idText.nullable() });
export type DefaultViewInput = z.infer<typeof DefaultViewInput>;

export const ViewRef = z.object({ id: idText });
export type ViewRef = z.infer<typeof ViewRef>;

/** `query` is what stands behind the "?" of the grid's address, without its page and the view's id. */
export type SavedViewItem = { id: string; name: string; query: string; isDefault: boolean };
