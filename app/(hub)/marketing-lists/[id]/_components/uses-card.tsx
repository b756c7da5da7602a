import { Card, CardHeader } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import type { ListUses } from '@/lib/marketing-lists/schemas';

/** Who builds on this list. */
export function UsesCard({ uses: { connections, lists, otherListCount } }: { uses: ListUses }) {
  const nobody = connections.length + lists.length + otherListCount === 0;
  return (
    <Card aria-label="Used by">
      <CardHeader title="Used by" />
      {nobody && (
        <p className="px-4 pt-2 pb-4 text-ink-3">
          Nothing builds on this list: it feeds no address book, and no other list names it.
        </p>
      )}
      <ul className={nobody ? 'hidden' : 'mt-2'}>
        {connections.map(({ id, book, integration }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-t px-4 py-2.5">
            <span className="min-w-0 flex-auto break-words">{book}</span>
            <span className="min-w-0 text-sm break-words text-ink-3">address book of {integration}</span>
          </li>
        ))}
        {lists.map(({ id, name, archived }) => (
          <li key={id} className="flex items-baseline gap-3 border-t px-4 py-2.5">
            <PageLink
              href={`/marketing-lists/${id}`}
              className="min-w-0 flex-1 cut font-medium hover:underline"
            >
              {name}
            </PageLink>
            <span className="shrink-0 text-sm text-ink-3">
              {archived ? 'archived list' : 'asks in its filter'}
            </span>
          </li>
        ))}
        {otherListCount > 0 && (
          <li className="border-t px-4 py-2.5 text-ink-3">
            {otherListCount} more that only their owners see
          </li>
        )}
      </ul>
    </Card>
  );
}
