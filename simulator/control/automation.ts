import { z } from 'zod';
import {
  createProgram,
  listEnrolled,
  listPrograms,
  programStatuses,
  setProgramStatus,
} from '../engine/programs';
import { createSegment } from '../engine/segments';
import { setSmsStatus, smsStatuses } from '../engine/sms-campaigns';
import { answerSurvey, createSurvey, getSurvey } from '../engine/surveys';
import { accountOf } from './read';
import type { Control } from './control';

const account = z.number().int().optional();
const status = z.enum(programStatuses);
const ruleSchema = z
  .strictObject({ field: z.string(), equals: z.string(), book: z.number().int() })
  .partial();

export const automationControls: Control[] = [
  {
    method: 'POST',
    path: '/surveys',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({
          account,
          name: z.string(),
          state: z.enum(['Active', 'Inactive']).default('Active'),
          addressBookId: z.number().int().nullable().default(null),
        })
        .parse(body);
      const { name, state, addressBookId: book } = given;
      return createSurvey(world, accountOf(world, given.account).id, { name, state, book });
    },
  },
  {
    method: 'POST',
    path: '/surveys/:id/responses',
    run({ sandbox: { world }, params, body }) {
      const given = z
        .strictObject({
          account,
          email: z.string(),
          complete: z.boolean().default(true),
          answers: z.record(z.string(), z.string()).default({}),
        })
        .parse(body);
      answerSurvey(world, getSurvey(world, accountOf(world, given.account).id, Number(params.id)), given);
    },
  },
  {
    method: 'POST',
    path: '/programs',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({ account, name: z.string(), status: status.default('Active') })
        .parse(body);
      return createProgram(world, accountOf(world, given.account).id, given.name, given.status);
    },
  },
  {
    method: 'GET',
    path: '/programs',
    run: ({ sandbox: { world }, query }) =>
      listPrograms(world, accountOf(world, query.get('account') ?? undefined).id, { select: 1000, skip: 0 }),
  },
  {
    method: 'GET',
    path: '/enrolments',
    run: ({ sandbox: { world }, query }) =>
      listEnrolled(world, accountOf(world, query.get('account') ?? undefined).id),
  },
  {
    method: 'PATCH',
    path: '/programs/:id',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account, status }).parse(body);
      return setProgramStatus(world, accountOf(world, given.account).id, Number(params.id), given.status);
    },
  },
  {
    method: 'PATCH',
    path: '/sms-campaigns/:id',
    run({ sandbox: { world }, params, body }) {
      const given = z.strictObject({ account, status: z.enum(smsStatuses) }).parse(body);
      setSmsStatus(world, accountOf(world, given.account).id, Number(params.id), given.status);
    },
  },
  {
    method: 'POST',
    path: '/segments',
    run({ sandbox: { world }, body }) {
      const given = z.strictObject({ account, name: z.string(), rule: ruleSchema.default({}) }).parse(body);
      const { field, equals, book } = given.rule;
      const rule = {
        ...(field === undefined ? {} : { field }),
        ...(equals === undefined ? {} : { equals }),
        ...(book === undefined ? {} : { book }),
      };
      return world.store.transaction(() =>
        createSegment(world, accountOf(world, given.account).id, given.name, rule),
      );
    },
  },
];
