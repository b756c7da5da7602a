import { outChoices, stateChoices } from '@/lib/marketing-lists';
import type { Option } from '@/components/ui/select';
import { newListHref } from '@/components/marketing-lists/new-list-href';
import { entityLabels } from '@/lib/crm/schemas';
import { type PackedRows, packRows } from '@/lib/packed-rows';
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
  /** Whoever works with lists makes one of these people, and writes down an opt-out, whosever the list is. */
  mayWrite: boolean;
  /** What members, and whoever is out, can be asked for by. */
  stateOptions: Option[];
  outOptions: Option[];
  /** The list that has all of these people, always; null: one can't be made from here. */
  sameList: string | null;
};

/** The same on its way to the browser: many columns and choices, each of which would say its names again. */
export type PackedList = Omit<ShownList, Many> & { [Part in Many]: PackedRows<ShownList[Part][number]> };
type Many = 'columns' | 'stateOptions' | 'outOptions';

export const packedList = (list: MarketingListView, mayWrite: boolean): PackedList => ({
  id: list.id,
  name: list.name,
  type: list.type,
  columns: packRows([...list.columns, ...list.more.map((column) => ({ ...column, hidden: true }))]),
  recordsPath: entityLabels[list.entity].path,
  people: entityLabels[list.entity].many.toLowerCase(),
  connected: list.books.length > 0,
  archived: list.archivedAt !== null,
  canChange: list.canChange,
  mayWrite,
  stateOptions: packRows(stateChoices),
  outOptions: packRows(outChoices),
  sameList:
    list.archivedAt !== null
      ? null
      : newListHref({
          name: `${list.name}: people`,
          entity: list.entity,
          filter: {
            version: 1,
            root: {
              kind: 'group',
              combinator: 'all',
              rules: [{ kind: 'condition', field: 'lists', operator: 'any_of', value: [list.id] }],
            },
          },
        }),
});
