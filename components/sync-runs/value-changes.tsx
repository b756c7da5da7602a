import { Fragment } from 'react';
import type { ValueChange } from '@/lib/sync-runs/schemas';

/** "CITY Bow → Aldgate, SHOE 43": each data field as it is held and as it would be. */
export function ValueChanges({ changes }: { changes: readonly ValueChange[] }) {
  return changes.map(({ field, before, after }, n) => (
    <Fragment key={field}>
      {n > 0 && ', '}
      <span className="text-ink-3">{field}</span>{' '}
      {before !== null && (
        <>
          <del className="text-ink-3">{before}</del> <span aria-hidden>→</span>{' '}
        </>
      )}
      <ins className="no-underline">{after ?? 'empty'}</ins>
    </Fragment>
  ));
}
