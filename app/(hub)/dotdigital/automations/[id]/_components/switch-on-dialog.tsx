'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Select } from '@/components/ui/select';
import type { AutomationView } from '@/lib/automations/schemas';
import { switchOnAction } from '../../actions';

const choices = [
  { value: '0', label: 'Only for what happens from now on' },
  { value: '1', label: 'Also for the last day' },
  { value: '7', label: 'Also for the last 7 days' },
  { value: '30', label: 'Also for the last 30 days' },
];

export function SwitchOnDialog({ automation }: { automation: AutomationView }) {
  const [daysBack, setDaysBack] = useState('0');
  const id = useId();
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">Switch on</Button>}
      tone="primary"
      title={`Switch on ${automation.name}`}
      goes={automation.sentence}
      details={
        <div className="mt-3">
          <label htmlFor={id} className="mb-1 block text-md font-medium">
            For whom
          </label>
          <Select
            id={id}
            value={daysBack}
            options={choices}
            onChange={(event) => setDaysBack(event.target.value)}
          />
          <p className="mt-1 text-sm text-ink-3">The dry run names those of the days before.</p>
        </div>
      }
      stays="It can be paused at any time."
      confirm="Switch on"
      onConfirm={() =>
        switchOnAction({ id: automation.id, version: automation.version, daysBack: Number(daysBack) })
      }
    />
  );
}
