import { compareHref } from '@/components/campaigns/compare-address';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { maxCompared } from '@/lib/campaigns/schemas';

/** Why nothing is compared, and where campaigns are chosen. */
export function NotCompared({ problem, ids }: { problem: string; ids: readonly string[] }) {
  const areTooMany = ids.length > maxCompared;
  return (
    <Card aria-label="Nothing to compare">
      <EmptyState
        title={problem}
        action={
          <>
            {areTooMany && (
              <LinkButton href={compareHref(ids.slice(0, maxCompared))}>Compare the first six</LinkButton>
            )}
            <LinkButton variant="primary" href="/email-campaigns">
              Choose in Email Campaigns
            </LinkButton>
          </>
        }
      >
        Tick two to six campaigns in the grid and press Compare
        {areTooMany ? '' : ', or add them one by one here'}.
      </EmptyState>
    </Card>
  );
}
