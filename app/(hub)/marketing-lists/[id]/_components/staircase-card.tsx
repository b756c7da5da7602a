import { Fragment } from 'react';
import { InFlight } from '@/components/connections/in-flight';
import { Card, CardHeader } from '@/components/ui/card';
import { CountLink } from '@/components/ui/count-link';
import { Change, Num } from '@/components/ui/numbers';
import { Staircase } from '@/components/ui/staircase';
import { Time } from '@/components/ui/time';
import { getListConnections } from '@/lib/connections';
import type { ConnectionView } from '@/lib/connections/schemas';
import type { Context } from '@/lib/context';
import type { DefinitionName } from '@/lib/definitions';
import { gridAddress } from '@/lib/table-query';
import { readStaircase } from '@/lib/marketing-lists';
import type { ListStaircase, StaircaseStep } from '@/lib/marketing-lists/schemas';
import { may } from '@/lib/permissions';

type HrefOf = (states: readonly string[]) => string;

/** From list to book; each step names whom it leaves out, and each number opens its people in the grid below. */
export async function StaircaseCard({ ctx, listId }: { ctx: Context; listId: string }) {
  const [staircase, connections] = await Promise.all([
    readStaircase(ctx, listId),
    may(ctx.actor, 'connections.read') ? getListConnections(ctx, listId) : [],
  ]);
  const connection = connections.find(({ id }) => id === staircase.connectionId);
  const hrefOf: HrefOf = (state) => gridAddress(`/marketing-lists/${listId}`, { state }, 'people');
  return (
    <Card aria-label="From list to book">
      <CardHeader
        title="From list to book"
        right={
          staircase.countedAt === null ? (
            <span className="max-sm:hidden">each step names whom it leaves out</span>
          ) : (
            <>
              counted <Time at={staircase.countedAt} />
            </>
          )
        }
      />
      <Staircase
        label="From list to book"
        steps={staircase.steps.map((step) => ({
          label: step.label,
          definition: definitionOf[step.key],
          count: step.count,
          value: <Num value={step.count} />,
          href: hrefOf(step.states),
          out:
            step.key === 'book' && connection ? (
              <Book step={step} connection={connection} hrefOf={hrefOf} />
            ) : (
              outOf(step, staircase, hrefOf)
            ),
        }))}
      />
    </Card>
  );
}

/** So many reasons are named; the rest are counted. */
const namedReasons = 2;

function outOf(step: StaircaseStep, { changeToday, connected }: ListStaircase, hrefOf: HrefOf) {
  if (step.key === 'list')
    return changeToday === 0 ? (
      'no change today'
    ) : (
      <>
        <Change value={changeToday} /> today
      </>
    );
  if (step.key === 'book' && !connected) return 'not connected yet';
  return step.leftOut.length === 0 ? 'nobody left out' : <LeftOut step={step} hrefOf={hrefOf} />;
}

function LeftOut({ step: { key, leftOut }, hrefOf }: { step: StaircaseStep; hrefOf: HrefOf }) {
  const named = leftOut.length === namedReasons + 1 ? leftOut : leftOut.slice(0, namedReasons);
  const rest = leftOut.slice(named.length);
  return (
    <>
      {named.map(({ label, count, states }, n) => (
        <Fragment key={states.join()}>
          {n > 0 && (n === named.length - 1 && rest.length === 0 ? ' and ' : ', ')}
          <CountLink href={hrefOf(states)}>
            <Num value={count} /> {key === 'allowed' ? label.toLowerCase() : label}
          </CountLink>
        </Fragment>
      ))}
      {rest.length > 0 && (
        <>
          {' and '}
          <CountLink href={hrefOf(rest.flatMap(({ states }) => states))}>
            <Num value={rest.reduce((sum, { count }) => sum + count, 0)} /> for other reasons
          </CountLink>
        </>
      )}
    </>
  );
}

/** What the strip above says of the same book: whoever else is in it, and what is on its way or waits. */
function Book({
  step,
  connection,
  hrefOf,
}: {
  step: StaircaseStep;
  connection: ConnectionView;
  hrefOf: HrefOf;
}) {
  const out = step.leftOut.length > 0;
  const others = connection.inBook - step.count;
  const said = out || others > 0;
  return (
    <>
      {out && <LeftOut step={step} hrefOf={hrefOf} />}
      {others > 0 && (
        <>
          {out && ', '}
          <Num value={others} /> more in the book
        </>
      )}
      {said && connection.underWay > 0 && ', '}
      {(!said || connection.underWay > 0) && <InFlight connection={connection} />}
    </>
  );
}

const definitionOf: Record<StaircaseStep['key'], DefinitionName> = {
  list: 'onList',
  address: 'withAddress',
  unique: 'afterDuplicates',
  allowed: 'allowed',
  book: 'listInBook',
};
