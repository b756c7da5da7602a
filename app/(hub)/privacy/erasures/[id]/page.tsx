import type { Metadata } from 'next';
import { AuditLink } from '@/components/audit/audit-link';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { LivePage } from '@/components/ui/live-page';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { agree, plural } from '@/lib/format';
import { erasureReasons } from '@/lib/privacy/schemas';
import { ErasureChip } from '../../_components/erasure-chip';
import { ErasureTargets } from '../../_components/erasure-targets';
import { RetryButton } from '../../_components/retry-button';
import { shownErasure } from './shown-erasure';

export const metadata: Metadata = { title: 'Erasure' };

const figure = new Intl.NumberFormat('en-GB');

export default async function ErasurePage({ params }: PageProps<'/privacy/erasures/[id]'>) {
  const { subject: erasure } = await shownErasure.read(params);
  const isOver = erasure.state === 'ended';
  return (
    <>
      <PageHeader
        title={`Erasure ${erasure.id}`}
        trail={[{ label: 'Privacy', href: '/privacy' }, { label: `Erasure ${erasure.id}` }]}
        lede={
          isOver
            ? `${plural(erasure.recordCount, 'record')} of one person ${agree(erasure.recordCount, 'is', 'are')} gone. Who it was is known to nobody here any more.`
            : `${erasure.addresses.join(', ') || 'A person without an address'}: kept out of everything from now on, and erased step by step.`
        }
        actions={
          <>
            <AuditLink subject="erasure" id={erasure.id} />
            {!isOver && <RetryButton id={erasure.id} />}
          </>
        }
      />
      <LivePage subject={`erasure:${erasure.id}`} isMoving={!isOver} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card aria-label="How far it is">
          <CardHeader title="How far it is" />
          <DescriptionList
            items={[
              { label: 'State', value: <ErasureChip state={erasure.state} /> },
              ...(erasure.problem ? [{ label: 'Waits', value: erasure.problem }] : []),
              ...(erasure.nextStepAt
                ? [{ label: 'Next step', value: <Time at={erasure.nextStepAt} ahead /> }]
                : []),
              { label: 'Asked for', value: <Time at={erasure.askedAt} as="moment" /> },
              { label: 'By', value: erasure.askedBy },
              { label: 'Why', value: erasureReasons[erasure.reason] },
              ...(erasure.endedAt
                ? [{ label: 'Ended', value: <Time at={erasure.endedAt} as="moment" /> }]
                : []),
            ]}
          />
          <CardFooter>
            Backups made before still have the person until they are deleted; a restore erases them again.
          </CardFooter>
        </Card>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <ErasureTargets erasure={erasure} />
          {isOver && erasure.places.length > 0 && (
            <Card aria-label="What went">
              <CardHeader title="What went" />
              <DescriptionList
                items={erasure.places.map(({ title, count }) => ({
                  label: title,
                  value: figure.format(count),
                }))}
              />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}
