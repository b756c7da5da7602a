import { Card, CardHeader } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import { Truncate } from '@/components/ui/truncate';
import type { Next } from '@/lib/dashboard/schemas';

/** The next waves and imports, and what is under way. */
export function NextCard({ items }: { items: Next[] }) {
  return (
    <Card aria-label="What comes next" className="pb-1">
      <CardHeader
        title="What comes next"
        right={
          <PageLink className="prose-link" href="/sync-runs">
            Sync Runs
          </PageLink>
        }
      />
      {items.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-3">
          Nothing is due: no active integration, and no connection that sends.
        </p>
      ) : (
        <ul className="mt-2 divide-y">
          {items.map((item) => (
            <li key={item.href} className="flex items-baseline gap-3 px-4 py-2">
              <span className="min-w-0 flex-1">
                <PageLink className="prose-link block" href={item.href}>
                  <Truncate text={item.name}>{item.name}</Truncate>
                </PageLink>
                <Truncate
                  className="block text-sm text-ink-3"
                  text={item.kind === 'import' ? 'Import' : `Wave to ${item.to}`}
                >
                  {item.kind === 'import' ? 'Import' : `Wave to ${item.to}`}
                </Truncate>
              </span>
              <span className="figures text-ink-2">
                {item.at === null ? 'under way' : <Time at={item.at} ahead />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
