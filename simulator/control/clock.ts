import { z } from 'zod';
import { readDuration } from '../engine/clock';
import { readDate } from '../engine/dates';
import { playDueEvents } from '../engine/events';
import { refuse } from '../engine/failure';
import type { Control, ControlCall } from './register-control';

const clockSchema = z.strictObject({ advance: z.string().optional(), speed: z.number().min(0).optional(), now: z.string().optional() });

function readClock({ sandbox: { world } }: ControlCall): unknown {
  const pending = world.store.number('SELECT count(*) AS n FROM events');
  const next = world.store.row<{ due: number }>('SELECT due FROM events ORDER BY due, id LIMIT 1');
  return { now: new Date(world.clock.now()).toISOString(), speed: world.clock.speed, pace: world.settings.pace, pendingEvents: pending, nextEvent: next ? new Date(next.due).toISOString() : null };
}

export const clockControls: Control[] = [
  { method: 'GET', path: '/clock', run: readClock },
  {
    method: 'POST',
    path: '/clock',
    run(call) {
      const { world } = call.sandbox;
      const change = clockSchema.parse(call.body);
      if (change.speed !== undefined) world.clock.setSpeed(change.speed);
      if (change.now !== undefined) {
        const now = readDate(change.now);
        if (now === undefined) throw refuse('ERROR_PARAMETER_INVALID', 'now is not a date.');
        world.clock.setNow(now);
      }
      if (change.advance !== undefined) {
        const back = change.advance.startsWith('-');
        const milliseconds = readDuration(back ? change.advance.slice(1) : change.advance);
        if (milliseconds === undefined) throw refuse('ERROR_PARAMETER_INVALID', 'advance is not an ISO 8601 duration, such as PT1H.');
        world.clock.advance(back ? -milliseconds : milliseconds);
      }
      world.saveClock();
      playDueEvents(world, world.clock.now());
      return readClock(call);
    },
  },
];
