'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { type RetentionView, retentionWords } from '@/lib/privacy/schemas';
import { RetentionDialog } from './retention-dialog';

const figure = new Intl.NumberFormat('en-GB');

export function RetentionTable({ views }: { views: RetentionView[] }) {
  const [changing, setChanging] = useState<RetentionView | null>(null);
  return (
    <Card aria-label="Retention">
      <ul>
        {views.map((view) => {
          const words = retentionWords[view.kind];
          return (
            <li
              key={view.kind}
              className="grid gap-x-4 gap-y-1 border-t px-4 py-3 first:border-t-0 sm:grid-cols-[1fr_auto_auto] sm:items-center"
            >
              <div className="min-w-0">
                <h2 className="font-medium">{words.label}</h2>
                <p className="text-sm text-ink-2">
                  Goes: {words.goes} Stays: {words.stays}
                </p>
              </div>
              <span className="figures">
                {view.days === null
                  ? 'kept'
                  : `${figure.format(view.days)} days; ${figure.format(view.oldCount)} older now`}
              </span>
              <Button size="sm" aria-label={`Change ${words.label}`} onClick={() => setChanging(view)}>
                Change…
              </Button>
            </li>
          );
        })}
      </ul>
      {changing && <RetentionDialog view={changing} onClose={() => setChanging(null)} />}
    </Card>
  );
}
