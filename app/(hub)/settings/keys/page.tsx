import type { Metadata } from 'next';
import { LivePage } from '@/components/ui/live-page';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { listKeys } from '@/lib/keys';
import { KeysCard } from './_components/keys-card';
import { MissingKey } from './_components/missing-key';
import { RotateButton } from './_components/rotate-button';
import { RotationCard } from './_components/rotation-card';

export const metadata: Metadata = { title: 'Keys' };

export default async function KeysPage() {
  const ctx = await requireContext('keys.read');
  const { keys, otherCount, rotation } = await listKeys(ctx);
  const free = keys.filter(({ place, secretCount }) => place === 'other' && secretCount === 0);
  return (
    <>
      <PageHeader
        title="Keys"
        trail={[{ label: 'Settings', href: '/settings' }, { label: 'Keys' }]}
        lede="Which key of ENCRYPTION_KEYS each stored secret stands under. The keys themselves are shown nowhere."
        actions={<RotateButton otherCount={otherCount} first={keys[0]?.id ?? ''} />}
      />
      <LivePage subject="keys" isMoving={rotation !== null && rotation.endedAt === null} />
      <div className="grid grid-cols-1 gap-4">
        {keys
          .filter(({ place }) => place === 'missing')
          .map((key) => (
            <MissingKey key={key.id} of={key} />
          ))}
        {free.length > 0 && (
          <Notice
            tone="good"
            title={`${free.map(({ id }) => id).join(', ')} may be removed from the environment now.`}
          >
            Nothing stored needs it. A backup that was made while it was first opens with it alone, so keep it
            as long as those.
          </Notice>
        )}
        {rotation && <RotationCard rotation={rotation} />}
        <KeysCard keys={keys} />
      </div>
    </>
  );
}
