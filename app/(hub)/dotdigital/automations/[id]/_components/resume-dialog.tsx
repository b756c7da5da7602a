'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { RadioGroup } from '@/components/ui/radio-group';
import type { AutomationView } from '@/lib/automations/schemas';
import { plural } from '@/lib/format';
import { resumeAction } from '../../actions';

export function ResumeDialog({ automation: { id, name, counts } }: { automation: AutomationView }) {
  const [how, setHow] = useState('anew');
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">Resume</Button>}
      tone="primary"
      title={`Resume ${name}`}
      goes="It judges and does again."
      details={
        <div className="mt-3">
          <RadioGroup
            aria-label="What happened meanwhile"
            value={how}
            onValueChange={setHow}
            options={[
              {
                value: 'anew',
                label: 'From now on',
                hint:
                  counts.waiting === 0
                    ? 'What happened meanwhile isn’t fired for.'
                    : `What happened meanwhile isn’t fired for, and ${plural(counts.waiting, 'person who waited is', 'people who waited are')} skipped.`,
              },
              {
                value: 'catch-up',
                label: 'Catch up',
                hint: 'Whoever waits goes on, and what happened meanwhile is fired for, as far as it is not too late.',
              },
            ]}
          />
        </div>
      }
      confirm="Resume"
      onConfirm={() => resumeAction({ id, catchUp: how === 'catch-up' })}
    />
  );
}
