import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { AutomationView } from '@/lib/automations/schemas';
import { SecretDialog } from './secret-dialog';

/** Who is told, and what its calls are signed with. */
export function WebhookCard({ automation }: { automation: AutomationView }) {
  const { action, secret, retryAt, canChange } = automation;
  if (action.kind !== 'webhook') return null;
  return (
    <Card aria-label="Webhook">
      <CardHeader title="Webhook" right={canChange && <SecretDialog automation={automation} />} />
      <CardBody>
        <p className="font-mono text-sm break-all">{action.url}</p>
        <p className="mt-1 text-sm text-ink-3">
          {secret === null ? (
            'Nothing signs its calls yet. Make its signing secret, and switch it on then.'
          ) : (
            <>
              Its signing secret was made by {secret.madeBy}, <Time at={secret.madeAt} as="moment" />.
            </>
          )}
          {retryAt !== null && (
            <>
              {' '}
              It couldn’t take the last call: the next one leaves <Time at={retryAt} as="moment" ahead />.
            </>
          )}
        </p>
      </CardBody>
    </Card>
  );
}
