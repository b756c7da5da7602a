import { z } from 'zod';
import { writeDate } from '../engine/dates';
import { refuse } from '../engine/failure';
import { writeCsvLine } from '../engine/imports/csv';
import {
  enrol,
  getEnrolment,
  getProgram,
  listEnrolments,
  listPrograms,
  type Enrolment,
  type Program,
} from '../engine/programs';
import { defineRoute, ok, type Route } from '../http/route';

const enrolmentSchema = z.object({
  programId: z.number().int().default(0),
  contacts: z.array(z.number().int()).nullish(),
  addressBooks: z.array(z.number().int()).nullish(),
});

const writeProgram = ({ id, name, status, created }: Program): Record<string, unknown> => ({
  id,
  name,
  status,
  dateCreated: writeDate(created),
});
const writeEnrolment = ({ id, program, status, created }: Enrolment): Record<string, unknown> => ({
  id,
  programId: program,
  status,
  dateCreated: writeDate(created),
  contacts: null,
  addressBooks: null,
});

export const programRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/programs',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listPrograms(world, account.id, page).map(writeProgram)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/programs/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => ok(writeProgram(getProgram(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/programs/enrolments',
    tier: 'medium',
    body: enrolmentSchema,
    handle: ({ world, account, body }) => ({
      status: 201,
      body: writeEnrolment(
        enrol(world, account.id, body.programId, body.contacts ?? [], body.addressBooks ?? []),
      ),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/programs/enrolments/{enrolmentId}',
    tier: 'unlimited',
    handle: ({ world, account, text }) =>
      ok(writeEnrolment(getEnrolment(world, account.id, text('enrolmentId')))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/programs/enrolments/{status}',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, text, page }) => {
      const status = ['Processing', 'Finished'].find(
        (word) => word.toLowerCase() === text('status').toLowerCase(),
      );
      if (!status) throw refuse('ERROR_PARAMETER_INVALID', 'The status is not valid.');
      return ok(listEnrolments(world, account.id, status, page).map(writeEnrolment));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/programs/enrolments/{enrolmentId}/report-faults',
    tier: 'high',
    handle: ({ world, account, text }) => {
      const { status, faults } = getEnrolment(world, account.id, text('enrolmentId'));
      if (status === 'Processing') throw refuse('ERROR_ENROLMENT_IS_PROCESSING', 'Error:');
      const lines = [
        'Id,Email,TelephoneNumber,Reason',
        ...faults.map(({ id, email, reason }) => writeCsvLine([String(id), email, '', reason])),
      ];
      return { status: 200, raw: { type: 'application/octet-stream', content: `${lines.join('\r\n')}\r\n` } };
    },
  }),
];
