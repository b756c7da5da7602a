import { z } from 'zod';
import { readDuration } from '../engine/clock';
import { readDate } from '../engine/dates';
import { playDueEvents, playEvent, scheduleEvent } from '../engine/events';
import { setSpeed, stepClock, stepTo } from '../engine/life';
import { refuse } from '../engine/failure';
import type { World } from '../engine/world';
import type { Sandbox } from '../http/sandbox';
import type { Control, ControlCall } from './control';

const clockSchema = z.strictObject({
  advance: z.string().optional(),
  speed: z.number().min(0).optional(),
  now: z.string().optional(),
});

function readClock({ sandbox: { world } }: ControlCall): unknown {
  const pending = world.store.number('SELECT count(*) AS n FROM events');
  const next = world.store.row<{ due: number }>('SELECT due FROM events ORDER BY due, id LIMIT 1');
  return {
    now: new Date(world.clock.now()).toISOString(),
    speed: world.clock.speed,
    pace: world.settings.pace,
    pendingEvents: pending,
    nextEvent: next ? new Date(next.due).toISOString() : null,
  };
}

const laterSchema = z.strictObject({
  after: z.string(),
  do: z.array(
    z.object({ method: z.string().default('POST'), path: z.string(), body: z.unknown().optional() }),
  ),
});

type Step = z.infer<typeof laterSchema>['do'][number];

// An event knows its world alone; a control call needs the sandbox around it.
const sandboxes = new WeakMap<World, Sandbox>();

playEvent<Step>('control', (world, { method, path, body }) => {
  sandboxes.get(world)?.runControl(method, path, body);
});

export const clockControls: Control[] = [
  {
    method: 'POST',
    path: '/later',
    run({ sandbox, body }) {
      const given = laterSchema.parse(body);
      const delay = readDuration(given.after);
      if (delay === undefined)
        throw refuse('ERROR_PARAMETER_INVALID', 'after is not an ISO 8601 duration, such as PT5S.');
      sandboxes.set(sandbox.world, sandbox);
      for (const step of given.do) scheduleEvent(sandbox.world, sandbox.world.now() + delay, 'control', step);
    },
  },
  { method: 'GET', path: '/clock', run: readClock },
  {
    method: 'POST',
    path: '/clock',
    run(call) {
      const { world } = call.sandbox;
      const change = clockSchema.parse(call.body);
      if (change.speed !== undefined) setSpeed(world, change.speed);
      if (change.now !== undefined) {
        const now = readDate(change.now);
        if (now === undefined) throw refuse('ERROR_PARAMETER_INVALID', 'now is not a date.');
        stepTo(world, now);
      }
      if (change.advance !== undefined) {
        const back = change.advance.startsWith('-');
        const milliseconds = readDuration(back ? change.advance.slice(1) : change.advance);
        if (milliseconds === undefined)
          throw refuse('ERROR_PARAMETER_INVALID', 'advance is not an ISO 8601 duration, such as PT1H.');
        stepClock(world, back ? -milliseconds : milliseconds);
      }
      world.saveClock();
      playDueEvents(world, world.clock.now());
      return readClock(call);
    },
  },
];
