import type { Metadata } from 'next';
import { LivePage } from '@/components/ui/live-page';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { listErasures } from '@/lib/privacy';
import { BlockCheck } from '../_components/block-check';
import { ErasuresCard } from '../_components/erasures-card';
import { FindPerson } from '../_components/find-person';

export const metadata: Metadata = { title: 'Privacy' };

export default async function PrivacyPage() {
  const ctx = await requireContext('privacy.read');
  const erasures = await listErasures(ctx);
  return (
    <>
      <PageHeader
        title="Privacy"
        trail={[{ label: 'Privacy' }]}
        lede="What is kept about a person, taken out or erased, here and at Dotdigital."
      />
      <LivePage subject="erasures" />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <FindPerson />
        <BlockCheck />
        <div className="min-w-0 lg:col-span-2">
          <ErasuresCard erasures={erasures} />
        </div>
      </div>
    </>
  );
}
