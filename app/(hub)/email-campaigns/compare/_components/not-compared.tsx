import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';

/** Why nothing is compared, and where campaigns are chosen. */
export function NotCompared({ problem }: { problem: string }) {
  return (
    <Card aria-label="Nothing to compare">
      <EmptyState
        title={problem}
        action={
          <LinkButton variant="primary" href="/email-campaigns">
            Choose in Email Campaigns
          </LinkButton>
        }
      >
        Tick two to six campaigns in the grid and press Compare, or add them one by one here.
      </EmptyState>
    </Card>
  );
}
