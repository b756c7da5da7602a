import { Card, CardHeader } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { AutomationVersionRow } from '@/lib/automations/schemas';

/** What it was from each save on. */
export function VersionsCard({ versions }: { versions: AutomationVersionRow[] }) {
  return (
    <Card aria-label="Versions">
      <CardHeader title="Versions" right="the newest first" />
      <ol>
        {versions.map(({ version, sentence, by, at }) => (
          <li key={version} className="border-t px-4 py-2.5 first:border-t-0">
            <div className="text-sm text-ink-3">
              Version {version}, <Time at={at} as="moment" /> by {by}
            </div>
            <div className="break-words">{sentence}</div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
