import { refuse } from '../../engine/failure';
import { setSpeed } from '../../engine/life';
import { dayMilliseconds, lastDue, playOn, playToTheEnd } from '../play';
import type { Screen, ScreenCall } from '../screen';
import { SelectField, TextField } from '../ui/fields';
import { Card, Facts, Press } from '../ui/parts';
import { count, duration, many, moment } from '../words';

const speeds = [
  { value: 0, name: 'standing still' },
  { value: 1, name: 'real time' },
  { value: 10, name: '10 times as fast' },
  { value: 60, name: 'a minute a second' },
  { value: 3600, name: 'an hour a second' },
];

/** The sandbox's time and how to move it on. */
export function ClockCard({ call }: { call: ScreenCall }) {
  const { world, form } = call;
  const now = world.clock.now();
  const due = lastDue(world);
  const pending = world.store.number('SELECT count(*) AS n FROM events');
  const choices = speeds.some(({ value }) => value === world.clock.speed)
    ? speeds
    : [...speeds, { value: world.clock.speed, name: `${world.clock.speed} times as fast` }];
  return (
    <Card title="Clock">
      <div data-live="clock">
        <Facts
          facts={[
            ['Now', `${moment(now)} UTC`],
            [
              'Still to happen',
              pending === 0
                ? 'nothing'
                : `${many(pending, 'deed')}, the last in ${duration((due ?? now) - now)}`,
            ],
            [
              'People',
              `live ${count(world.settings.pace)} times faster than the clock runs; a step is as long for them as it says`,
            ],
          ]}
        />
      </div>
      <div className="buttons">
        <Press action="/clock" values={{ do: 'hour' }} name="+1 hour" />
        <Press action="/clock" values={{ do: 'day' }} name="+1 day" />
        <Press action="/clock" values={{ do: 'end' }} name="Play everything to its end" />
      </div>
      <form method="post" action="/clock" className="form row">
        <input type="hidden" name="do" value="set" />
        <SelectField
          label="Speed"
          name="speed"
          value={form.find('speed') ?? world.clock.speed}
          choices={choices}
        />
        <TextField
          label="Pace of people"
          name="pace"
          type="number"
          min={1}
          step="any"
          value={form.find('pace') ?? world.settings.pace}
        />
        <button>Set</button>
      </form>
    </Card>
  );
}

/** The clock has a path of its own for its forms; the page it is shown on is handed in. */
export const clockScreen = (view: Screen['view']): Screen => ({
  path: '/clock',
  view,
  act({ world, form }) {
    switch (form.text('do')) {
      case 'hour':
        playOn(world, dayMilliseconds / 24);
        break;
      case 'day':
        playOn(world, dayMilliseconds);
        break;
      case 'end':
        playToTheEnd(world);
        break;
      case 'set': {
        const pace = form.number('pace', 'Pace of people');
        if (pace === undefined || pace === 0) throw refuse('NO_PACE', 'The pace is a number greater than 0.');
        setSpeed(world, form.number('speed', 'Speed') ?? 1);
        world.saveClock();
        world.changeSettings({ pace });
        return {
          to: '/',
          notice: 'The clock is set. What was planned before keeps its time; new sends take the new pace.',
        };
      }
      default:
        throw refuse('UNKNOWN_DEED', 'Nothing is known by that name.');
    }
    return { to: '/', notice: `It is ${moment(world.clock.now())} UTC now.` };
  },
});
