import { Card, CardHeader } from '@/components/ui/card';
import { Change, Num } from '@/components/ui/numbers';
import { Staircase } from '@/components/ui/staircase';
import { getListConnections } from '@/lib/connections';
import type { ConnectionView } from '@/lib/connections/schemas';
import type { Context } from '@/lib/context';
import type { DefinitionName } from '@/lib/definitions';
import { formatNumber, listSome } from '@/lib/format';
import { readStaircase } from '@/lib/marketing-lists';
import type { ListStaircase, StaircaseStep } from '@/lib/marketing-lists/schemas';
import { may } from '@/lib/permissions';

/** From list to book; each step names whom it leaves out. */
export async function StaircaseCard({ ctx, listId }: { ctx: Context; listId: string }) {
  const [staircase, connections] = await Promise.all([
    readStaircase(ctx, listId),
    may(ctx.actor, 'connections.read') ? getListConnections(ctx, listId) : [],
  ]);
  const connection = connections.find(({ id }) => id === staircase.connectionId);
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
          definition: definitionOf[step.key],
          count: step.count,
          value: <Num value={step.count} />,
          out:
            step.key === 'book' && connection ? (
              <Book step={step} connection={connection} />
            ) : (
              outOf(step, staircase)
            ),
        }))}
      />
    </Card>
  );
}

function outOf(step: StaircaseStep, { changeToday, connected }: ListStaircase) {
  if (step.key === 'list')
    return changeToday === 0 ? (
      'no change today'
    ) : (
      <>
        <Change value={changeToday} /> today
      </>
    );
  if (step.key === 'book' && !connected) return 'not connected yet';
  return step.leftOut.length === 0 ? 'nobody left out' : leftOutOf(step);
}

const leftOutOf = ({ key, leftOut }: StaircaseStep): string =>
  listSome(
    leftOut.map(
      ({ label, count }) => `${formatNumber(count)} ${key === 'allowed' ? label.toLowerCase() : label}`,
    ),
    2,
  );

/** What the strip above says of the same book: whoever else is in it, and what is on its way or waits. */
function Book({ step, connection }: { step: StaircaseStep; connection: ConnectionView }) {
  const { inBook, underWay, awaitingApproval } = connection;
  const others = inBook - step.count;
  const moving = underWay - awaitingApproval;
  const parts = [
    ...(step.leftOut.length > 0 ? [leftOutOf(step)] : []),
    ...(others > 0 ? [`${formatNumber(others)} more in the book`] : []),
    ...(awaitingApproval > 0 ? [`${formatNumber(awaitingApproval)} waiting for approval`] : []),
    ...(moving > 0 ? [`${formatNumber(moving)} under way`] : []),
  ];
  return parts.length === 0 ? 'nothing in flight' : parts.join(', ');
}

const definitionOf: Record<StaircaseStep['key'], DefinitionName> = {
  list: 'onList',
  address: 'withAddress',
  unique: 'afterDuplicates',
  allowed: 'allowed',
  book: 'listInBook',
};
