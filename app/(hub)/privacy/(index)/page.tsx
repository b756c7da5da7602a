import type { Metadata } from 'next';
import { LivePage } from '@/components/ui/live-page';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { listErasures, readCheck } from '@/lib/privacy';
import { BlockCheck } from '../_components/block-check';
import { ErasuresCard } from '../_components/erasures-card';
import { FindPerson } from '../_components/find-person';
import { ReportsCard } from '../_components/reports-card';

export const metadata: Metadata = { title: 'Privacy' };

export default async function PrivacyPage() {
  const ctx = await requireContext('privacy.read');
  const [erasures, { latest }] = await Promise.all([listErasures(ctx), readCheck(ctx)]);
  return (
    <>
      <PageHeader
        title="Privacy"
        trail={[{ label: 'Privacy' }]}
        lede="What is kept about a person, taken out or erased, here and at Dotdigital."
      />
      <LivePage subject="erasures" isMoving={erasures.some(({ state }) => state !== 'ended')} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <FindPerson />
        <BlockCheck />
        <ErasuresCard erasures={erasures} />
        <ReportsCard latest={latest} />
      </div>
    </>
  );
}
