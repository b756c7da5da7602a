import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { getRetention } from '@/lib/privacy';
import { RetentionTable } from '../_components/retention-table';

export const metadata: Metadata = { title: 'Retention' };

export default async function RetentionPage() {
  const ctx = await requireContext('privacy.read');
  return (
    <>
      <PageHeader
        title="Retention"
        trail={[{ label: 'Privacy', href: '/privacy' }, { label: 'Retention' }]}
        lede="How long each kind of data is kept. What is older goes once a day, by itself; nothing goes that nobody has chosen. Consent and the audit log are kept."
      />
      <RetentionTable views={await getRetention(ctx)} />
    </>
  );
}
