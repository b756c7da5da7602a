import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Plural } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import { entityLabels, type CrmEntity } from '@/lib/crm/schemas';
import type { CsvAddressNotes } from '@/lib/csv-imports/schemas';
import { agree } from '@/lib/format';

/** Addresses that were cleaned, and likely slips, which only a person corrects. */
export function AddressNotes({ notes, entity }: { notes: CsvAddressNotes; entity: CrmEntity }) {
  const { cleanedCount, cleaned, slips } = notes;
  if (cleanedCount === 0 && slips.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Addresses" />
      {cleanedCount > 0 && (
        <p className="mt-2.5 border-t px-4 py-2.5 break-words">
          <Plural count={cleanedCount} one="address was cleaned" many="addresses were cleaned" /> of what
          stood around {agree(cleanedCount, 'it', 'them')}:{' '}
          <span className="text-ink-2">{cleaned.join(' · ')}</span>
        </p>
      )}
      {slips.length > 0 && (
        <ul
          aria-label="Likely slips"
          className={cn('divide-y divide-line border-t', cleanedCount === 0 && 'mt-2.5')}
        >
          {slips.map(({ address, meant }) => (
            <li key={address} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2">
              <PageLink
                href={`${entityLabels[entity].path}?q=${encodeURIComponent(address)}`}
                className="min-w-0 font-medium break-all hover:underline"
              >
                {address}
              </PageLink>
              <span className="min-w-0 break-all text-ink-2">likely {meant}</span>
            </li>
          ))}
        </ul>
      )}
      {slips.length > 0 && (
        <CardFooter>
          The first likely slips of the file. They stand as they were typed: open a person to correct theirs.
        </CardFooter>
      )}
    </Card>
  );
}
