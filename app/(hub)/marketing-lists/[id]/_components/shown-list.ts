import { entityLabels } from '@/lib/crm/schemas';
import type { ListColumn, ListType, MarketingListView } from '@/lib/marketing-lists/schemas';

/** What the two grids need to know of their list. */
export type ShownList = {
  id: string;
  name: string;
  type: ListType;
  /** The chosen ones, then those that the grid can bring in. */
  columns: (ListColumn & { hidden?: boolean })[];
  recordsPath: string;
  people: string;
  connected: boolean;
  archived: boolean;
  canChange: boolean;
};

export const shownList = (list: MarketingListView): ShownList => ({
  id: list.id,
  name: list.name,
  type: list.type,
  columns: [...list.columns, ...list.more.map((column) => ({ ...column, hidden: true }))],
  recordsPath: entityLabels[list.entity].path,
  people: entityLabels[list.entity].many.toLowerCase(),
  connected: list.books.length > 0,
  archived: list.archivedAt !== null,
  canChange: list.canChange,
});
