'use client';

import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { useViewer } from '@/components/ui/viewer';
import { formatExactTime } from '@/lib/format';
import type { RunLogLine } from '@/lib/sync-runs/schemas';

const tones = { info: 'text-ink-2', warn: 'text-warn', error: 'text-bad' };

export function RunLog({ lines }: { lines: RunLogLine[] }) {
  const { zone } = useViewer();
  if (lines.length === 0) return null;
  return (
    <Card className="mt-4">
      <CardHeader title="Log" right={zone} className="pb-3" />
      <ol aria-label="Log" className="max-h-80 overflow-y-auto border-t py-2">
        {lines.map((line) => (
          <li key={line.id} className="grid grid-cols-[76px_minmax(0,1fr)] gap-2 px-4 py-[3px]">
            <time
              dateTime={line.at}
              title={formatExactTime(line.at, zone)}
              className="figures font-mono text-sm text-ink-3"
            >
              {new Intl.DateTimeFormat('en-GB', {
                timeZone: zone,
                hour: '2-digit',
                minute: '2-digit',
                second: '2-digit',
                hourCycle: 'h23',
              }).format(new Date(line.at))}
            </time>
            <span className={cn('break-words', tones[line.level])}>{line.message}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
