'use client';

import { useQuery } from '@tanstack/react-query';

import { postQuestion } from '@/components/marketing-lists/post-question';
import type {
  BulkDeletePreview,
  BulkPreview,
  BulkUndo,
  BulkUndone,
  CrmEntity,
  RecordChoice,
} from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

/** Whom a bulk action is for, as the grid knows it. */
export type BulkChoice = { entity: CrmEntity; choice: RecordChoice };

export type UndoAction = (input: BulkUndo) => Promise<Result<BulkUndone>>;

const otherwise = 'The server could not be asked how many that is. Try again in a moment.';

/** How many are chosen now, counted to the last one. */
export const useBulkPreview = (chosen: BulkChoice) =>
  usePreview<BulkPreview>('/api/records/bulk-preview', chosen);

/** The same with what goes with them. */
export const useDeletePreview = (chosen: BulkChoice) =>
  usePreview<BulkDeletePreview>('/api/records/delete-preview', chosen);

function usePreview<Preview>(address: string, { entity, choice }: BulkChoice) {
  const body = JSON.stringify({ entity, choice });
  return useQuery({
    queryKey: [address, body],
    queryFn: ({ signal }) => postQuestion<Preview>(address, body, signal, otherwise),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
