import type { Metadata } from 'next';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { PrintButton } from '@/components/ui/print-button';
import { Time } from '@/components/ui/time';
import { requireContext } from '@/app/_server/require-context';
import { readCheck } from '@/lib/privacy';
import { plural } from '@/lib/format';
import type { ResubscriptionView } from '@/lib/privacy/schemas';
import { CheckNow } from '../_components/check-now';
import { ReturnedPeople } from '../_components/returned-people';

export const metadata: Metadata = { title: 'Never resubscribed' };

const figure = new Intl.NumberFormat('en-GB');

export default async function NeverResubscribedPage() {
  const ctx = await requireContext('privacy.read');
  const view = await readCheck(ctx);
  return (
    <>
      <PageHeader
        title="Never resubscribed"
        trail={[{ label: 'Privacy', href: '/privacy' }, { label: 'Never resubscribed' }]}
        lede="Nobody who unsubscribed, complained or withdrew consent is sent as subscribed, or comes back, without a consent that is newer. Looked at every day, over everybody."
        actions={
          <>
            <PrintButton />
            <CheckNow />
          </>
        }
      />
      <Verdict view={view} />
      <ReturnedPeople people={view.people} />
    </>
  );
}

function Verdict({ view: { latest, checkedDayCount } }: { view: ResubscriptionView }) {
  if (!latest)
    return (
      <Card>
        <EmptyState title="Not looked at yet.">The first look comes by itself within a day.</EmptyState>
      </Card>
    );
  return (
    <Card aria-label="Result">
      <CardHeader title="Result" />
      <p className="figures px-4 pt-2 text-3xl font-semibold tracking-[-0.022em]">
        {figure.format(latest.withoutConsentCount)} of {figure.format(latest.unsubscribedCount)} in 365 days
      </p>
      <p className="px-4 pt-1 pb-4 text-ink-2">
        subscribed again without a newer consent; {figure.format(latest.withConsentCount)} with one.
      </p>
      <CardFooter>
        Looked at <Time at={latest.at} as="moment" />, back to <Time at={latest.since} as="day" />; on{' '}
        {plural(checkedDayCount, 'day')} in all.
      </CardFooter>
    </Card>
  );
}
