import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { askErasure, exportPerson, getErasure, personText, readCheck } from '@/lib/privacy';
import {
  askedReasons,
  erasureReasons,
  erasureStates,
  targetStates,
  type ErasureView,
} from '@/lib/privacy/schemas';
import { idText } from '@/lib/text';

const privacy = { tag: 'privacy', scope: 'admin' } as const;
const time = z.iso.datetime().nullable();

const Erasure = z.strictObject({
  id: z.string(),
  state: z.enum(erasureStates),
  reason: z.enum(Object.keys(erasureReasons) as (keyof typeof erasureReasons)[]),
  askedAt: z.iso.datetime(),
  endedAt: time,
  records: z.int(),
  /** What it waits for. */
  problem: z.string().nullable(),
  accounts: z.array(
    z.strictObject({
      integrationId: z.string(),
      name: z.string(),
      state: z.enum(targetStates),
      problem: z.string().nullable(),
      nextTryAt: time,
      endedAt: time,
    }),
  ),
});

const answerOf = (view: ErasureView): z.infer<typeof Erasure> => ({
  id: view.id,
  state: view.state,
  reason: view.reason,
  askedAt: view.askedAt,
  endedAt: view.endedAt,
  records: view.recordCount,
  problem: view.problem,
  accounts: view.targets.map(({ integrationId, name, state, problem, nextTryAt, endedAt }) => ({
    integrationId,
    name,
    state,
    problem,
    nextTryAt,
    endedAt,
  })),
});

const Place = z.strictObject({
  table: z.string(),
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), z.unknown())),
});
const PersonExport = z.strictObject({ exportedAt: z.iso.datetime(), places: z.array(Place) });

const NeverResubscribed = z.strictObject({
  /** null: not looked at yet. */
  checkedAt: time,
  since: time,
  unsubscribed: z.int(),
  withConsent: z.int(),
  withoutConsent: z.int(),
  /** At most 500, those without consent first. */
  people: z.array(
    z.strictObject({
      email: z.string(),
      /** By an export of ours, or as Dotdigital told. */
      how: z.enum(['sent', 'listed']),
      account: z.string(),
      book: z.string().nullable(),
      syncRunId: z.string().nullable(),
      leftAt: z.iso.datetime(),
      leftBy: z.string(),
      backAt: z.iso.datetime(),
      consent: z.strictObject({ at: z.iso.datetime(), text: z.string().nullable() }).nullable(),
    }),
  ),
});

export const privacyRoutes: ApiRoute[] = [
  defineApiRoute({
    ...privacy,
    permission: 'privacy.export',
    method: 'POST',
    path: '/privacy/exports',
    summary: 'Ask for everything that is kept about the person of a record',
    description: 'Nothing is stored: the export is made when it is fetched, under the id of the record.',
    body: z.strictObject({ recordId: idText }),
    answer: z.strictObject({ id: z.string() }),
    status: 201,
    run: async (ctx, { body: { recordId } }) => {
      await exportPerson(ctx, { recordId });
      return { id: recordId };
    },
  }),
  defineApiRoute({
    ...privacy,
    permission: 'privacy.export',
    method: 'GET',
    path: '/privacy/exports/{id}',
    summary: 'Everything that is kept about the person of a record, place by place',
    answer: PersonExport,
    run: async (ctx, { params: { id } }) =>
      PersonExport.parse(JSON.parse(await personText(await exportPerson(ctx, { recordId: id })))),
  }),
  defineApiRoute({
    ...privacy,
    permission: 'privacy.write',
    method: 'POST',
    path: '/privacy/erasures',
    summary: 'Erase the person of a record, here and at Dotdigital',
    description:
      'All records of the person go: those of the address and those merged with them. Follow the erasure to its end; nobody can take it back. `emptyBin` empties the recycle bin of each account afterwards, with everything that is in it.',
    body: z.strictObject({
      recordId: idText,
      reason: z.enum(askedReasons).default('asked'),
      emptyBin: z.boolean().default(false),
    }),
    answer: Erasure,
    status: 202,
    wakes: true,
    run: async (ctx, { body: { recordId, ...how } }) => {
      const { id } = await askErasure(ctx, { person: { recordId }, ...how });
      return answerOf(await getErasure(ctx, { id }));
    },
    effect: {
      action: () => 'privacy.erase',
      again: async (ctx, { subjectId }) => answerOf(await getErasure(ctx, { id: String(subjectId) })),
    },
  }),
  defineApiRoute({
    ...privacy,
    permission: 'privacy.read',
    method: 'GET',
    path: '/privacy/erasures/{id}',
    summary: 'How far an erasure is',
    answer: Erasure,
    run: async (ctx, { params: { id } }) => answerOf(await getErasure(ctx, { id })),
  }),
  defineApiRoute({
    ...privacy,
    permission: 'privacy.read',
    method: 'GET',
    path: '/privacy/never-resubscribed',
    summary:
      'Who had unsubscribed and is subscribed again, as last looked at, each with the newer consent or without',
    answer: NeverResubscribed,
    run: async (ctx) => {
      const { latest, people } = await readCheck(ctx);
      return {
        checkedAt: latest?.at ?? null,
        since: latest?.since ?? null,
        unsubscribed: latest?.unsubscribedCount ?? 0,
        withConsent: latest?.withConsentCount ?? 0,
        withoutConsent: latest?.withoutConsentCount ?? 0,
        people,
      };
    },
  }),
];
