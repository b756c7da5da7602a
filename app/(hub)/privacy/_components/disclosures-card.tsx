import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import type { Disclosure } from '@/lib/privacy/schemas';

/** Which value went to which account, when, through which list, on which consent. */
export function DisclosuresCard({ disclosures }: { disclosures: Disclosure[] }) {
  return (
    <Card className="mt-4" aria-label="What went to Dotdigital">
      <CardHeader title="What went to Dotdigital" />
      {disclosures.length === 0 && <CardFooter>Nothing yet.</CardFooter>}
      <ul className="mt-2">
        {disclosures.map((one, n) => (
          <li key={`${one.syncRunId} ${n}`} className="grid gap-1 border-t px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Time at={one.at} />
              <Chip plain>{one.what}</Chip>
              <span className="min-w-0 break-words">
                {one.account}, {one.book}
                {one.list && (
                  <>
                    , by{' '}
                    <PageLink className="prose-link" href={`/marketing-lists/${one.list.id}`}>
                      {one.list.name}
                    </PageLink>
                  </>
                )}
                , in{' '}
                <PageLink className="prose-link" href={`/sync-runs/${one.syncRunId}`}>
                  run {one.syncRunId}
                </PageLink>
              </span>
            </div>
            {one.values && Object.keys(one.values).length > 0 && (
              <p className="text-sm break-words text-ink-2">
                {Object.entries(one.values)
                  .map(([name, value]) => `${name}: ${value === '' ? '–' : value}`)
                  .join(' · ')}
              </p>
            )}
            <p className="text-sm text-ink-3">
              {one.consent ? (
                <>
                  Consent then: {one.consent.state}, <Time at={one.consent.at} as="day" />
                  {one.consent.text ? `: “${one.consent.text}”` : ''}
                </>
              ) : (
                'No consent was recorded then.'
              )}
            </p>
          </li>
        ))}
      </ul>
      {disclosures.length >= 100 && (
        <CardFooter>The latest 100; all of them are in the export, as “Outcomes of exports”.</CardFooter>
      )}
    </Card>
  );
}
