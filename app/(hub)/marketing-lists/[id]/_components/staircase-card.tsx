import { Card, CardHeader } from '@/components/ui/card';
import { Change, Num } from '@/components/ui/numbers';
import { Staircase } from '@/components/ui/staircase';
import type { Context } from '@/lib/context';
import { formatNumber, listSome } from '@/lib/format';
import { readStaircase } from '@/lib/marketing-lists';
import type { ListStaircase, StaircaseStep } from '@/lib/marketing-lists/schemas';

/** From list to book; each step names whom it leaves out. */
export async function StaircaseCard({ ctx, listId }: { ctx: Context; listId: string }) {
  const staircase = await readStaircase(ctx, listId);
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
          out: outOf(step, staircase),
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
  if (step.leftOut.length === 0) return step.key === 'book' ? 'nothing in flight' : 'nobody left out';
  return listSome(
    step.leftOut.map(
      ({ label, count }) => `${formatNumber(count)} ${step.key === 'allowed' ? label.toLowerCase() : label}`,
    ),
    2,
  );
}
