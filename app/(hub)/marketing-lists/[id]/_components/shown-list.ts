import type { ListColumn } from '@/lib/marketing-lists/schemas';

/** What the two grids need to know of their list. */
export type ShownList = { id: string; columns: ListColumn[]; recordsPath: string; connected: boolean; archived: boolean };
