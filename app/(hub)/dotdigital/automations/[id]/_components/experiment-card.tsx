import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Num, Percent } from '@/components/ui/numbers';
import type { ExperimentView } from '@/lib/automations/schemas';
import { plural } from '@/lib/format';

const points = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(1)}`;

/** What it brings: those who were treated beside those who were held out. */
export function ExperimentCard({
  experiment: { treated, control, lift, days },
}: {
  experiment: ExperimentView;
}) {
  return (
    <Card aria-label="Hold-out">
      <CardHeader title="What it brings" right={`who ordered within ${plural(days, 'day')}`} />
      <CardBody>
        <p>
          <b>
            <Percent part={treated.ordered} whole={treated.people} />
          </b>{' '}
          of <Num value={treated.people} /> treated ordered, and{' '}
          <b>
            <Percent part={control.ordered} whole={control.people} />
          </b>{' '}
          of <Num value={control.people} /> held out.
        </p>
        <p className="mt-1 text-ink-2">
          {lift === null
            ? 'Too few on one side to say more: it takes 20 on each.'
            : `Lift ${points(lift.points)} points, 95 % interval ${points(lift.from)} to ${points(lift.to)}. ${
                lift.from <= 0 && lift.to >= 0 ? 'It may be chance.' : 'It is more than chance.'
              }`}
        </p>
      </CardBody>
    </Card>
  );
}
