import { z } from 'zod';
import { CrmEntity } from '@/lib/crm/schemas';
import { idText, requiredLine } from '@/lib/text';
import type { FilterCatalogue } from '@/lib/filters/schemas';

export type ListFolder = { id: string; name: string };
export type ListFolderRow = ListFolder & { listCount: number };

export const CreateListFolder = z.object({ name: requiredLine('a name for the folder', 80) });
export type CreateListFolder = z.infer<typeof CreateListFolder>;

export const RenameListFolder = CreateListFolder.extend({ id: idText });
export type RenameListFolder = z.infer<typeof RenameListFolder>;

export const DeleteListFolder = z.object({ id: idText });
export type DeleteListFolder = z.infer<typeof DeleteListFolder>;

export const MoveToFolder = z.object({
  listIds: z.array(idText).min(1).max(500),
  folderId: idText.nullable(),
});
export type MoveToFolder = z.infer<typeof MoveToFolder>;

export const MarkFavourite = z.object({ listId: idText, favourite: z.boolean() });
export type MarkFavourite = z.infer<typeof MarkFavourite>;

/** What would break, or stand still, without the list. */
export type ListUses = {
  connections: { id: string; book: string; integration: string; state: string }[];
  /** Lists whose filter names this one. */
  lists: { id: string; name: string; archived: boolean }[];
  /** Lists that can't be named to the person who asks. */
  otherListCount: number;
};

export type ListOption = { id: string; name: string; memberCount: number; entity: string };

export const AskListFormOptions = z.object({
  entity: CrmEntity,
  /** The list that is edited: its days are counted where it leads. */
  listId: idText.nullable().default(null),
});
export type AskListFormOptions = z.infer<typeof AskListFormOptions>;

/** What the form of a list offers for one entity. */
export type ListFormOptions = {
  catalogue: FilterCatalogue;
  columns: { name: string; label: string; group: string }[];
};

export type ListChange = {
  version: number;
  name: string;
  archived: boolean;
  changedBy: string | null;
  changedAt: string;
};
