import { ExpiringTokens } from '@/components/api-tokens/expiring-tokens';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { ExpiringToken } from '@/lib/api-tokens/schemas';
import { agree, plural } from '@/lib/format';

export function TokensCard({ working, expiring }: { working: number; expiring: ExpiringToken[] }) {
  return (
    <Card>
      <CardHeader title="API tokens" />
      <CardBody className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">
          {working === 0
            ? 'No token of yours works now.'
            : `${plural(working, 'token')} of yours ${agree(working, 'works', 'work')} now.`}
        </p>
        <LinkButton href="/api-tokens">API Tokens</LinkButton>
        <ExpiringTokens tokens={expiring} className="basis-full" />
      </CardBody>
    </Card>
  );
}
