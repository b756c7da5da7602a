import { Fragment } from 'react';
import { Card, CardHeader } from '@/components/ui/card';
import { CountLink } from '@/components/ui/count-link';
import { Change, Num } from '@/components/ui/numbers';
import { Staircase } from '@/components/ui/staircase';
import type { Context } from '@/lib/context';
import { gridAddress } from '@/lib/table-query';
import { readStaircase } from '@/lib/marketing-lists';
import type { ListStaircase, StaircaseStep } from '@/lib/marketing-lists/schemas';

/** From list to book; each step names whom it leaves out, and each number opens its people in the grid below. */
export async function StaircaseCard({ ctx, listId }: { ctx: Context; listId: string }) {
  const staircase = await readStaircase(ctx, listId);
  const hrefOf = (state: readonly string[]): string =>
    gridAddress(`/marketing-lists/${listId}`, { state }, 'people');
  return (
    <Card aria-label="From list to book">
      <CardHeader
        title="From list to book"
        right={<span className="max-sm:hidden">each step names whom it leaves out</span>}
      />
      <Staircase
        label="From list to book"
        steps={staircase.steps.map((step) => ({
          label: step.label,
          count: step.count,
          value: <Num value={step.count} />,
          href: hrefOf(step.states),
          out: outOf(step, staircase, hrefOf),
        }))}
      />
    </Card>
  );
}

/** So many reasons are named; the rest are counted. */
const namedReasons = 2;

function outOf(
  step: StaircaseStep,
  { changeToday, connected }: ListStaircase,
  hrefOf: (states: readonly string[]) => string,
) {
  if (step.key === 'list')
    return changeToday === 0 ? (
      'no change today'
    ) : (
      <>
        <Change value={changeToday} /> today
      </>
    );
  if (step.key === 'book' && !connected) return 'not connected yet';
  if (step.leftOut.length === 0) return step.key === 'book' ? 'nothing in flight' : 'nobody left out';
  const named = step.leftOut.length === namedReasons + 1 ? step.leftOut : step.leftOut.slice(0, namedReasons);
  const rest = step.leftOut.slice(named.length);
  return (
    <>
      {named.map(({ label, count, states }, n) => (
        <Fragment key={states.join()}>
          {n > 0 && (n === named.length - 1 && rest.length === 0 ? ' and ' : ', ')}
          <CountLink href={hrefOf(states)}>
            <Num value={count} /> {step.key === 'allowed' ? label.toLowerCase() : label}
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
