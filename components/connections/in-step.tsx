import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useViewer } from '@/components/ui/viewer';
import {
  deviationCauses,
  type Comparison,
  type ConnectionView,
  type DeviationCause,
} from '@/lib/connections/schemas';
import { agree, plural } from '@/lib/format';

import { shareInStep } from './share-in-step';
import { WhoLeftDialog } from './who-left-dialog';
import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type InStepProps = { connection: ConnectionView; actions: ConnectionActions | null };

/** How list and book compared when the book was last read back, why they differ, and what can be done about it. */
export function InStep({ connection, actions }: InStepProps) {
  const { inStep, lastExportedAt, whoLeft } = connection;
  return (
    <>
      {(inStep || lastExportedAt) && (
        <Strip state={null} right={actions && <Repair connection={connection} actions={actions} />}>
          {inStep ? <Score comparison={inStep} /> : 'Not compared with the list yet.'}
        </Strip>
      )}
      {whoLeft.takenOff + whoLeft.deleted > 0 && <WhoLeft connection={connection} actions={actions} />}
    </>
  );
}

function Score({ comparison }: { comparison: Comparison }) {
  const { locale } = useViewer();
  if (comparison.failure) return comparison.failure;
  const causes = (Object.keys(deviationCauses) as DeviationCause[]).filter(
    (cause) => comparison.causes[cause],
  );
  return (
    <>
      <b>{shareInStep(comparison, locale)}</b> in step, checked <Time at={comparison.readAt} />
      {causes.map((cause) => (
        <span key={cause}>
          {' '}
          · {deviationCauses[cause]} <Num value={comparison.causes[cause] ?? 0} />
        </span>
      ))}
    </>
  );
}

function Repair({ connection, actions }: { connection: ConnectionView; actions: ConnectionActions }) {
  const { readBack, sendAgain } = useConnectionActions(connection.listId, actions);
  const changed = connection.inStep?.causes.changedThere ?? 0;
  return (
    <>
      {changed > 0 && (
        <Button size="sm" onClick={() => sendAgain(connection, 'differing')}>
          Send again
        </Button>
      )}
      {connection.isReadingBack ? (
        <span>The book is being read back</span>
      ) : (
        <Button size="sm" onClick={() => readBack(connection)}>
          Compare now
        </Button>
      )}
    </>
  );
}

function WhoLeft({ connection, actions }: InStepProps) {
  const { locale } = useViewer();
  const { takenOff, deleted } = connection.whoLeft;
  const count = takenOff + deleted;
  const said = [
    ...(takenOff > 0 ? [`${plural(takenOff, 'person was', 'people were', locale)} taken off the book`] : []),
    ...(deleted > 0 ? [`${plural(deleted, 'person was', 'people were', locale)} deleted`] : []),
  ].join(' and ');
  return (
    <Notice
      tone="warn"
      title={`${said} at Dotdigital.`}
      action={actions && <Decide connection={connection} actions={actions} />}
    >
      {`Nobody here asked for it. ${agree(count, 'The person stays', 'They stay')} on the list and out of the book until you decide.`}
    </Notice>
  );
}

function Decide({ connection, actions }: { connection: ConnectionView; actions: ConnectionActions }) {
  const [choosing, setChoosing] = useState(false);
  const { putBack, acceptLeft } = useConnectionActions(connection.listId, actions);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" onClick={() => putBack(connection)}>
        Put back
      </Button>
      <Button size="sm" onClick={() => acceptLeft(connection)}>
        Accept
      </Button>
      <Button size="sm" variant="quiet" onClick={() => setChoosing(true)}>
        Choose …
      </Button>
      {choosing && <WhoLeftDialog connection={connection} actions={actions} onOpenChange={setChoosing} />}
    </div>
  );
}
