import type { Context } from '@/lib/context';
import { formatNumber, plural } from '@/lib/format';
import { previewConsentGate } from '@/lib/export';

/** In numbers, list by list, whom the gate for consent alone would hold back. */
export async function GatePreview({ ctx, id }: { ctx: Context; id: string }) {
  const { lists } = await previewConsentGate(ctx, { id });
  if (lists.length === 0) return 'No list is connected yet: it would hold back nobody.';
  return (
    <>
      For consent alone:{' '}
      {lists
        .map(
          ({ listName, letThrough, heldBack, leaving }) =>
            `${listName}: ${plural(letThrough, 'person', 'people')} let through, ${formatNumber(heldBack)} held back, ${formatNumber(leaving)} of them out of the book`,
        )
        .join(' · ')}
      .
    </>
  );
}
