import { buttonStyles } from '@/components/ui/button-styles';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { PageLink } from '@/components/ui/page-link';
import type { ResubscriptionView } from '@/lib/privacy/schemas';

const figure = new Intl.NumberFormat('en-GB');

export function ReportsCard({ latest }: Pick<ResubscriptionView, 'latest'>) {
  return (
    <Card aria-label="Reports">
      <CardHeader title="Reports" />
      <CardBody className="grid gap-3">
        <p>
          <PageLink className="prose-link" href="/privacy/never-resubscribed">
            Never resubscribed
          </PageLink>
          :{' '}
          {latest
            ? `${figure.format(latest.withoutConsentCount)} of ${figure.format(latest.unsubscribedCount)} in 365 days.`
            : 'not looked at yet.'}
        </p>
        <p>
          <PageLink className="prose-link" href="/privacy/retention">
            Retention
          </PageLink>
          : how long each kind of data is kept, and what would go.
        </p>
        <div className="flex flex-wrap gap-2">
          <a className={buttonStyles({})} href="/api/privacy/consents" download>
            Consent history
          </a>
          <a className={buttonStyles({})} href="/api/privacy/record-of-processing" download>
            Record of processing
          </a>
        </div>
      </CardBody>
    </Card>
  );
}
