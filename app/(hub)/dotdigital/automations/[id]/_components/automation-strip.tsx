'use client';

import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import type { AutomationView } from '@/lib/automations/schemas';
import { agree } from '@/lib/format';
import { AutomationStateChip } from '../../_components/automation-state';

/** How it stands, who said so and why, and what those who wait wait for. Moves by itself. */
export function AutomationStrip({ automation }: { automation: AutomationView }) {
  const { id, state, stateAt, stateBy, stateReason, since, problem, counts, lastFiredAt } = automation;
  const { retryAt, retryReason } = automation;
  useLivePage(`automation:${id}`, counts.waiting + counts.sending + counts.accepted > 0);
  const byProduct = stateBy !== null && !stateBy.includes('@');
  return (
    <>
      {problem !== null && (
        <Notice tone="bad" title="Its conditions can’t be read, so nothing is done.">
          {problem}
        </Notice>
      )}
      {retryAt !== null && retryReason !== null && (
        <Notice tone="warn" title="Dotdigital could not be asked.">
          {retryReason} Whoever is due waits; next try <Time at={retryAt} as="moment" ahead />.
        </Notice>
      )}
      {state === 'paused' && stateReason !== null && (
        <Notice tone="warn" title={byProduct ? 'It stopped by itself.' : 'Paused.'}>
          {stateReason}
        </Notice>
      )}
      <div className="[&>section]:mb-0">
        <Strip
          state={<AutomationStateChip state={state} />}
          right={
            lastFiredAt !== null && (
              <>
                Last fired <Time at={lastFiredAt} />
              </>
            )
          }
        >
          {state === 'off' && (
            <>Nothing is done before it is switched on. A dry run says whom it would reach.</>
          )}
          {state === 'on' && (
            <>
              For what happens since <Time at={since} as="moment" />
              {stateBy && `, switched on by ${stateBy}`}. <WaitWords automation={automation} />
            </>
          )}
          {state === 'paused' && (
            <>
              Nobody is judged and nothing is begun since <Time at={stateAt} as="moment" />
              {stateBy && (byProduct ? '' : `, by ${stateBy}`)}.
            </>
          )}
        </Strip>
      </div>
    </>
  );
}

function WaitWords({ automation: { wait, quietUntil, counts } }: { automation: AutomationView }) {
  if (counts.waiting === 0) return null;
  if (quietUntil !== null) return <>Quiet hours: whoever is due waits until {quietUntil}.</>;
  if (wait === null) return null;
  return (
    <>
      <Num value={wait.people} />{' '}
      {agree(wait.people, 'person of this account waits', 'people of this account wait')} for Dotdigital’s
      allowance (20 requests an hour of 25): the last of them go out{' '}
      <Time at={wait.until} as="moment" ahead />.
    </>
  );
}
