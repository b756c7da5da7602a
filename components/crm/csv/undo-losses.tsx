'use client';

import { useQuery } from '@tanstack/react-query';

import { Plural } from '@/components/ui/numbers';
import type { CsvUndoLoss } from '@/lib/csv-imports/schemas';
import { getJson } from '../get-json';

export const useUndoLosses = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['csv-undo-preview', id],
    queryFn: ({ signal }) => getJson<CsvUndoLoss[]>(`/api/csv-imports/${id}/undo-preview`, signal),
    enabled,
    staleTime: 0,
    retry: false,
  });

/** Who leaves which connected book by the undo, before it is done. */
export function UndoLosses({ losses }: { losses: CsvUndoLoss[] }) {
  if (losses.length === 0) return <p>No connected address book loses anybody by it.</p>;
  return (
    <div>
      <p>They are on lists that feed address books, so at their next run:</p>
      <ul aria-label="What connected books lose" className="mt-1 grid list-disc gap-0.5 pl-5">
        {losses.map(({ book, integration, count }) => (
          <li key={`${book} ${integration}`}>
            <Plural count={count} one="person leaves" many="people leave" /> the book{' '}
            <span className="font-medium">{book}</span> of {integration}
          </li>
        ))}
      </ul>
    </div>
  );
}
