import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { virtualFields } from '@/lib/crm/schemas';

const fields = virtualFields('customer');
const groups = [...new Set(fields.map((field) => field.group))];

/** What each computed field means, in the words that filters, columns and mappings show too. */
export function ComputedFields({ zone }: { zone: string }) {
  return (
    <Card>
      <CardHeader title="Computed fields" right="kept by Dotbridge, for lists, columns and mappings" />
      {groups.map((group) => (
        <section key={group} aria-label={group} className="mt-2.5">
          <h3 className="border-y bg-sunken px-4 py-1.5 text-sm font-medium text-ink-2">
            {group}
            {group === 'Orders and carts' && (
              <span className="ml-1.5 font-normal text-ink-3">of customers</span>
            )}
          </h3>
          <dl className="divide-y divide-line">
            {fields
              .filter((field) => field.group === group)
              .map((field) => (
                <div
                  key={field.name}
                  className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[190px_minmax(0,1fr)]"
                >
                  <dt className="font-medium">{field.label}</dt>
                  <dd className="text-ink-2">{field.definition}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <CardFooter>
        Days begin at midnight in {zone}, the time zone of the installation: that of the first active
        Dotdigital account. A list that feeds an account counts its days in that account’s.
      </CardFooter>
    </Card>
  );
}
