import Link from 'next/link';
import { CampaignFigures } from '@/components/campaigns/campaign-figures';
import { Num } from '@/components/ui/numbers';
import type { CampaignStatistics } from '@/lib/campaigns/schemas';

export function Figures({
  statistics: { counts, complaints, previous, differences },
  campaignId,
}: {
  statistics: CampaignStatistics;
  /** Left out for who may not see people. */
  campaignId?: string;
}) {
  return (
    <div>
      <CampaignFigures
        counts={counts}
        complaints={complaints}
        previous={previous?.counts}
        campaignId={campaignId}
      />
      {(previous !== null || differences.length > 0) && (
        <p className="mt-2 px-1 text-sm text-ink-3">
          {previous !== null && (
            <>
              Changes are in points against{' '}
              <Link className="prose-link" href={`/email-campaigns/${previous.id}`}>
                {previous.name}
              </Link>
              .{' '}
            </>
          )}
          {differences.length > 0 && (
            <>
              Dotdigital’s own summary differs:{' '}
              {differences.map(({ what, dotdigital, counted }, n) => (
                <span key={what}>
                  {n > 0 && ', '}
                  <Num value={dotdigital} /> {what}, <Num value={counted} /> counted here
                </span>
              ))}
              . The next imports look again.
            </>
          )}
        </p>
      )}
    </div>
  );
}
