import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Num } from '@/components/ui/numbers';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import type { IntegrationHealth } from '@/lib/integrations/schemas';

/** When each thing was last read, and how many calls Dotdigital still allows. */
export function HealthCard({ health: { connectors, budgets } }: { health: IntegrationHealth }) {
  return (
    <Card>
      <CardHeader title="Health" right="last success" />
      <CardBody>
        {connectors.length === 0 ? (
          <p className="text-ink-2">Nothing has been read yet.</p>
        ) : (
          <ul>
            {connectors.map(({ connector, word, lastSuccessAt, failingSince, lastError }) => (
              <li key={connector} className="py-[5px]">
                <div className="flex items-baseline gap-3">
                  <span className="min-w-0 flex-1 cut">{word}</span>
                  <Time at={lastSuccessAt} none="not yet" className="text-sm text-ink-3" />
                </div>
                {failingSince && (
                  <p className="text-sm text-bad">
                    Failing since <Time at={failingSince} as="moment" />. {lastError}
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
        {budgets.length > 0 && (
          <div className="mt-3 grid gap-2.5 border-t pt-3">
            <h3 className="text-sm text-ink-3">API calls left</h3>
            {budgets.map(({ tier, word, limit, remaining }) => (
              <div key={tier}>
                <div className="mb-1 flex items-baseline gap-3">
                  <span className="min-w-0 flex-1 cut">{word}</span>
                  <span className="figures text-sm text-ink-2">
                    <Num value={remaining} /> of <Num value={limit} />
                  </span>
                </div>
                <Progress label={word} value={Math.round((remaining / Math.max(limit, 1)) * 100)} />
              </div>
            ))}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
