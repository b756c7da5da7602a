'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Time } from '@/components/ui/time';
import { type ErasureView, type TargetState, targetStateWords } from '@/lib/privacy/schemas';
import { leaveAccountOutAction } from '../actions';

const tones: Record<TargetState, 'good' | 'warn' | 'neutral'> = {
  waiting: 'warn',
  deleted: 'good',
  not_there: 'good',
  left_out: 'neutral',
};

type Target = ErasureView['targets'][number];

/** Each account, followed to its end. */
export function ErasureTargets({ erasure: { id, targets } }: { erasure: ErasureView }) {
  const [leaving, setLeaving] = useState<Target | null>(null);
  return (
    <Card aria-label="At Dotdigital">
      <CardHeader title="At Dotdigital" />
      {targets.length === 0 && <CardFooter>No account is asked.</CardFooter>}
      <ul className="mt-2">
        {targets.map((target) => (
          <li key={target.integrationId} className="grid gap-1 border-t px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 break-words">{target.name}</span>
              <Chip tone={tones[target.state]}>{targetStateWords[target.state]}</Chip>
              {target.endedAt && (
                <span className="text-sm text-ink-3">
                  <Time at={target.endedAt} />
                </span>
              )}
              {target.state === 'waiting' && (
                <Button size="sm" variant="quiet" className="ml-auto" onClick={() => setLeaving(target)}>
                  Leave out…
                </Button>
              )}
            </div>
            <Said target={target} />
          </li>
        ))}
      </ul>
      {leaving && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setLeaving(null)}
          title={`Leave ${leaving.name} out`}
          goes="The contact is not deleted there by this erasure. Delete them at Dotdigital by hand."
          stays="Everything here is erased all the same."
          confirm="Leave out"
          onConfirm={() => leaveAccountOutAction({ id, integrationId: leaving.integrationId })}
        />
      )}
    </Card>
  );
}

function Said({ target }: { target: Target }) {
  if (target.problem)
    return (
      <p className="text-sm text-ink-2">
        {target.problem}
        {target.nextTryAt && (
          <>
            {' '}
            Tried again <Time at={target.nextTryAt} ahead />.
          </>
        )}
      </p>
    );
  if (target.state !== 'deleted') return null;
  return (
    <p className="text-sm text-ink-2">
      {target.binEmptied
        ? 'The recycle bin was emptied.'
        : 'Their address stands in the account’s recycle bin until that is emptied; its data fields are empty.'}
    </p>
  );
}
