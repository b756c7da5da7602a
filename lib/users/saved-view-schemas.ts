import { z } from 'zod';

import { idText, plainText, requiredLine } from '../text';

/** Grids that a person may keep views of. */
export const ViewGrid = z.enum(['contacts', 'leads', 'customers', 'marketing-lists', 'email-campaigns', 'marketing-campaigns', 'sync-runs']);
export type ViewGrid = z.infer<typeof ViewGrid>;

const name = requiredLine('a name', 60);

export const SaveViewInput = z.object({ grid: ViewGrid, name, query: plainText.max(4_000, { error: 'This view asks for too much to be kept.' }) });
export type SaveViewInput = z.input<typeof SaveViewInput>;

export const RenameViewInput = z.object({ id: idText, name });
export type RenameViewInput = z.input<typeof RenameViewInput>;

export const ViewRef = z.object({ id: idText });
export type ViewRef = z.infer<typeof ViewRef>;

/** `query` is what stands behind the "?" of the grid's address, without its page. */
export type SavedViewItem = { id: string; name: string; query: string };
