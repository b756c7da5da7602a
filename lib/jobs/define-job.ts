import type { z } from 'zod';
import type { FlowContext } from '../context';

/** When something goes that is due: whatever was cut off first, then what a person waits for, what is merely due, and what lets others by. */
export type Turn = 'asked' | 'usual' | 'yields';
const priorities = { asked: 1, usual: 0, yields: -1 };
const ofCutOff = 2;

export type JobOutcome = { nextStepAt: Date | null } | void;

type JobDefinition<Payload extends z.ZodType> = {
  /** `<room>.<verb>` */
  name: string;
  /** For the list that `npm run job` prints. */
  schedule: string;
  /** Which cron route books and works it. */
  group: 'import' | 'export' | 'settle' | 'maintenance';
  payload: Payload;
  /** Two payloads with one key never wait in the queue twice. */
  key: (payload: z.output<Payload>) => string;
  /** How many may run at a time in one worker. */
  concurrency: number;
  /** Payloads due now, by what the tables say. */
  findDue: (ctx: FlowContext) => Promise<(z.output<Payload> & { wasCutOff?: boolean; turn?: Turn })[]>;
  /** One flow, one slice: it stops at ctx.signal and says when it wants to go on. */
  run: (ctx: FlowContext, payload: z.output<Payload>) => Promise<JobOutcome>;
};

/** A definition whose payload type is closed over: the registry treats all alike. */
export type Job = {
  name: string;
  schedule: string;
  group: JobDefinition<z.ZodType>['group'];
  concurrency: number;
  /** The higher the `priority`, the earlier it goes. */
  findDue: (ctx: FlowContext) => Promise<{ key: string; payload: object; priority: number }[]>;
  /** Throws a ZodError when the payload is not of this job. */
  run: (ctx: FlowContext, payload: unknown) => Promise<JobOutcome>;
};

export function defineJob<Payload extends z.ZodType<object>>(definition: JobDefinition<Payload>): Job {
  const { name, schedule, group, concurrency } = definition;
  return {
    name,
    schedule,
    group,
    concurrency,
    findDue: async (ctx) => {
      const due = await definition.findDue(ctx);
      return due.map((one) => {
        const payload = definition.payload.parse(one);
        const priority = one.wasCutOff ? ofCutOff : priorities[one.turn ?? 'usual'];
        return { key: definition.key(payload), payload, priority };
      });
    },
    run: (ctx, payload) => definition.run(ctx, definition.payload.parse(payload)),
  };
}
