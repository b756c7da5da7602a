import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { getAddressBook, listKnownPeople } from '@/lib/address-books';
import type { Context } from '@/lib/context';
import {
  acceptWhoLeft,
  freezeConnection,
  getConnection,
  listWhoLeft,
  pageConnections,
  pauseConnection,
  putBackWhoLeft,
  requestReadBack,
  shadowConnection,
} from '@/lib/connections';
import {
  approveHeldWave,
  connectList,
  discardHeldWave,
  disconnectList,
  listRefusals,
  previewConnection,
  previewUndo,
  readReady,
  requestSync,
  resumeConnection,
  retryRefused,
  sendAgain,
  undoRun,
  updateConnection,
} from '@/lib/export';
import {
  channels,
  Comparison,
  ConnectionOptions,
  connectionStates,
  connectionStatuses,
  NewBookInput,
  OwnOptions,
  PausedUntil,
  pauseKinds,
  ShadowReport,
  WhoLeftInput,
} from '@/lib/connections/schemas';
import { invalidInput } from '@/lib/errors';
import { getSyncRun, pageRunOutcomes, pageSyncRuns } from '@/lib/sync-runs';
import { RunPhase, runOutcomes, runStates, type RunOutcome } from '@/lib/sync-runs/schemas';
import { idText, plainText } from '@/lib/text';
import { pageOf, paging, version, versionOr } from './pages';

const read = { tag: 'connections', permission: 'connections.read', scope: 'connections:read' } as const;
const write = { tag: 'connections', permission: 'connections.write', scope: 'connections:write' } as const;
const runs = { tag: 'sync-runs', permission: 'runs.read', scope: 'connections:read' } as const;

const text = z.string().nullable();
const time = z.iso.datetime().nullable();
const Options = z.strictObject(ConnectionOptions.shape);
const GivenOptions = z.strictObject(OwnOptions.shape);
const Held = z
  .strictObject({ waveId: z.string(), add: z.int(), update: z.int(), remove: z.int() })
  .nullable();
const statuses = Object.keys(connectionStatuses) as [
  keyof typeof connectionStatuses,
  ...(keyof typeof connectionStatuses)[],
];

const Connection = z.strictObject({
  id: z.string(),
  version: z.int(),
  listId: z.string(),
  integration: z.strictObject({ id: z.string(), name: z.string(), active: z.boolean() }),
  addressBook: z.strictObject({
    id: z.string(),
    name: z.string(),
    visibility: z.string(),
    contactCount: z.int(),
    gone: z.boolean(),
  }),
  /** By what people are known in the book, and how they are reached through it. */
  channel: z.enum(channels),
  state: z.enum(connectionStates),
  status: z.enum(statuses),
  statusLabel: z.string(),
  message: text,
  options: Options,
  /** Why it sends nothing but opt-outs though nothing is wrong. */
  pausedAs: z.enum(pauseKinds).nullable(),
  /** When it goes on by itself. */
  pausedUntil: time,
  /** What it would do, while in shadow mode. */
  shadow: z.strictObject(ShadowReport.shape).nullable(),
  lastExportedAt: time,
  nextExportAt: time,
  runId: text,
  inBook: z.int(),
  /** Since when inBook is known: the book was read or a wave was confirmed last. */
  inBookAsOf: time,
  ours: z.int(),
  refused: z.int(),
  underWay: z.int(),
  awaitingApproval: z.int(),
  /** The last time the book was read back and compared person by person. */
  inStep: z.strictObject(Comparison.shape).nullable(),
  isReadingBack: z.boolean(),
  /** Taken off the book, or deleted, at Dotdigital, until someone decides. */
  whoLeft: z.strictObject({ takenOff: z.int(), deleted: z.int() }),
  /** A plan that waits for approval; POST …/approve names its waveId. */
  held: Held,
});

const counts = z.strictObject({
  listed: z.int(),
  add: z.int(),
  update: z.int(),
  remove: z.int(),
  unsubscribe: z.int(),
  /** Asked back, because they agreed again since they unsubscribed. */
  resubscribe: z.int(),
  unchanged: z.int(),
  skip: z.int(),
  skippedBy: z.record(z.string(), z.int()),
  inBook: z.int(),
  ours: z.int(),
});
const Preview = z.strictObject({
  counts,
  reasons: z.array(z.strictObject({ code: z.string(), label: z.string(), count: z.int() })),
  leftByOthers: z.int(),
  hold: text,
  mappedFields: z.array(z.string()),
  apiCalls: z.int(),
  callsLeft: z.strictObject({ remaining: z.int(), limit: z.int() }).nullable(),
  computedAt: z.iso.datetime(),
});

const run = {
  id: z.string(),
  kind: z.enum(['export', 'import']),
  trigger: z.string(),
  state: z.enum(runStates),
  integration: z.strictObject({ id: z.string(), name: z.string() }),
  connection: z
    .strictObject({
      id: z.string(),
      listId: z.string(),
      listName: z.string(),
      bookName: z.string(),
      channel: z.enum(channels),
    })
    .nullable(),
  requestedBy: text,
  phases: z.array(RunPhase),
  counts: z.record(z.string(), z.unknown()),
  apiCallCount: z.int(),
  errorCode: text,
  errorMessage: text,
  startedAt: z.iso.datetime(),
  finishedAt: time,
};
const Run = z.strictObject(run);
const RunDetail = z.strictObject({
  ...run,
  causes: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      cure: z.string(),
      count: z.int(),
      outcome: z.enum(['skipped', 'rejected']),
    }),
  ),
  log: z.array(
    z.strictObject({
      id: z.string(),
      at: z.iso.datetime(),
      level: z.enum(['info', 'warn', 'error']),
      message: z.string(),
    }),
  ),
  callsLeft: z.int().nullable(),
  held: Held,
  awaitingApproval: z.int(),
  stopped: z.boolean(),
  hasOutcomes: z.boolean(),
  /** It has ended, and its list still feeds the book that it changed. */
  undoable: z.boolean(),
  /** The run that this one turns round. */
  undoes: text,
  /** The run that turned this one round last. */
  undoneBy: text,
});
const Outcome = z.strictObject({
  n: z.int(),
  email: text,
  name: text,
  recordId: text,
  recordPath: text,
  outcome: z.enum(runOutcomes as [RunOutcome, ...RunOutcome[]]),
  action: z.string(),
  reason: text,
  said: text,
  changes: text,
  settledAt: time,
});

const Undo = z.strictObject({
  /** Of exactly this; POST …/undo names it. */
  digest: z.string(),
  takeOut: z.int(),
  putBack: z.int(),
  setBack: z.int(),
  /** People who stay as they are, and why. */
  leftAsIs: z.int(),
  reasons: z.array(z.strictObject({ code: z.string(), label: z.string(), count: z.int() })),
  minutes: z.int(),
  bookName: z.string(),
});
const Requested = z.strictObject({ connectionId: z.string(), syncRunId: z.string() });
const Effect = z.object({ runId: z.string() });
const RunEffect = Effect.extend({ connectionId: z.string() });

const NewBook = z.strictObject({
  ...NewBookInput.shape,
  visibility: NewBookInput.shape.visibility.default('Private'),
});
const book = {
  addressBookId: idText.optional(),
  newAddressBook: NewBook.optional(),
  takeOver: z.boolean().default(false),
};
const oneBook = (input: { addressBookId?: string; newAddressBook?: object }): boolean =>
  (input.addressBookId === undefined) !== (input.newAddressBook === undefined);
const show = (ctx: Context, id: string) => getConnection(ctx, id);

const Counted = z.object({ count: z.number() });
const repairs = {
  'put-back': 'connection.put-back',
  accept: 'connection.accept-left',
  'send-differing': 'connection.send-again',
  'send-everyone': 'connection.send-again',
} as const;
type Repair = { how: keyof typeof repairs; emails: string[] | null };

async function repair(ctx: Context, id: string, { how, emails }: Repair): Promise<{ count: number }> {
  if (how === 'put-back') return putBackWhoLeft(ctx, { id, emails });
  if (how === 'accept') return acceptWhoLeft(ctx, { id, emails });
  const { count } = await sendAgain(ctx, { id, whose: how === 'send-everyone' ? 'everyone' : 'differing' });
  return { count };
}

/** A call that needs nothing but the connection and answers it as it is then. `action`: its line in the audit log. */
const moving = (
  verb: 'shadow' | 'unfreeze' | 'resume',
  {
    summary,
    action,
    wakes,
    run,
  }: {
    summary: string;
    action: string;
    wakes: boolean;
    run: (ctx: Context, input: { id: string }) => Promise<void>;
  },
): ApiRoute =>
  defineApiRoute({
    ...write,
    method: 'POST',
    path: `/connections/{id}/${verb}`,
    summary,
    wakes,
    answer: Connection,
    run: async (ctx, { params }) => {
      await run(ctx, { id: String(params.id) });
      return show(ctx, String(params.id));
    },
    effect: { action: () => action, again: (ctx, _done, { params }) => show(ctx, String(params.id)) },
  });

export const connectionRoutes: ApiRoute[] = [
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections',
    summary: 'List connections',
    answer: pageOf(Connection),
    query: z.strictObject({
      ...paging,
      marketingListId: idText.optional(),
      integrationId: idText.optional(),
    }),
    run: (ctx, { query: { limit, cursor, ...filter } }) =>
      pageConnections(ctx, { limit, after: cursor, filter }),
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections',
    summary: 'Connect a marketing list to an address book; its first sync starts at once',
    status: 201,
    wakes: true,
    answer: Connection,
    body: z
      .strictObject({
        marketingListId: idText,
        integrationId: idText,
        ...book,
        options: GivenOptions.prefault({}),
        shadow: z.boolean().default(false),
        channel: z.enum(channels).default('email'),
      })
      .refine(oneBook, { path: ['addressBookId'], error: 'Give either addressBookId or newAddressBook.' }),
    run: async (ctx, { body: { marketingListId, newAddressBook, addressBookId, ...rest } }) => {
      const made = await connectList(ctx, {
        ...rest,
        listId: marketingListId,
        addressBookId: addressBookId ?? null,
        newBook: newAddressBook ?? null,
      });
      return show(ctx, made.connectionId);
    },
    effect: {
      action: () => 'connection.connect',
      again: (ctx, { subjectId }) => show(ctx, String(subjectId)),
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}',
    summary: 'One connection',
    answer: Connection,
    run: (ctx, { params }) => show(ctx, params.id),
  }),
  defineApiRoute({
    ...write,
    method: 'PATCH',
    path: '/connections/{id}',
    summary: 'Change the options of a connection, or move it to another book',
    wakes: true,
    answer: Connection,
    body: z
      .strictObject({ ...book, options: GivenOptions.optional(), ...version })
      .refine((input) => !(input.addressBookId !== undefined && input.newAddressBook !== undefined), {
        path: ['addressBookId'],
        error: 'Give either addressBookId or newAddressBook.',
      }),
    run: async (ctx, { params: { id }, body, version: over }) => {
      const now = await show(ctx, id);
      await updateConnection(ctx, {
        id,
        version: over ?? now.version,
        takeOver: body.takeOver,
        options: body.options ?? now.options,
        newBook: body.newAddressBook ?? null,
        addressBookId: body.newAddressBook ? null : (body.addressBookId ?? now.addressBook.id),
      });
      return show(ctx, id);
    },
  }),
  defineApiRoute({
    ...write,
    method: 'DELETE',
    path: '/connections/{id}',
    summary: 'Disconnect; everyone in the address book stays there',
    run: async (ctx, { params, version: over }) => {
      if (over !== undefined && over !== (await versionOr(undefined, () => show(ctx, params.id))))
        throw invalidInput('This connection was changed meanwhile.');
      await disconnectList(ctx, params);
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}/preview',
    summary: 'What the next sync would add, update, remove and leave out; nothing is sent',
    answer: Preview,
    run: async (ctx, { params }) => {
      const { listId, integration, addressBook } = await show(ctx, params.id);
      return previewConnection(ctx, {
        listId,
        integrationId: integration.id,
        addressBookId: addressBook.id,
        takeOver: false,
      });
    },
  }),
  defineApiRoute({
    ...write,
    permission: 'connections.sync',
    method: 'POST',
    path: '/connections/{id}/synchronise',
    summary: 'Start a sync run now, or name the one under way',
    status: 202,
    wakes: true,
    answer: Requested,
    run: async (ctx, { params: { id } }) => ({
      connectionId: id,
      syncRunId: (await requestSync(ctx, { id })).runId,
    }),
    effect: {
      action: () => 'connection.sync',
      again: async (_ctx, { detail }, { params: { id } }) => ({
        connectionId: id,
        syncRunId: Effect.parse(detail).runId,
      }),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections/{id}/approve',
    summary: 'Approve exactly the held plan that was shown',
    wakes: true,
    answer: Requested,
    description: 'waveId is that of `held`. A plan that has changed since is refused (409).',
    body: z.strictObject({ waveId: idText }),
    run: async (ctx, { params: { id }, body }) => ({
      connectionId: id,
      syncRunId: (await approveHeldWave(ctx, { id, ...body })).runId,
    }),
    effect: {
      action: () => 'connection.approve',
      again: async (ctx, _done, { params: { id } }) => ({
        connectionId: id,
        syncRunId: String((await show(ctx, id)).runId),
      }),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections/{id}/discard',
    summary: 'Give the held plan up; nothing of it is sent, and the connection is paused',
    answer: Requested,
    description: 'waveId is that of `held`.',
    body: z.strictObject({ waveId: idText }),
    run: async (ctx, { params: { id }, body }) => ({
      connectionId: id,
      syncRunId: (await discardHeldWave(ctx, { id, ...body })).runId,
    }),
    effect: {
      action: () => 'connection.discard',
      again: async (_ctx, { detail }, { params: { id } }) => ({
        connectionId: id,
        syncRunId: Effect.parse(detail).runId,
      }),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections/{id}/freeze',
    summary: 'Leave the book as it is, for a campaign to go out, until someone unfreezes it, or until then',
    answer: Connection,
    body: z.strictObject({ until: PausedUntil }).default({ until: null }),
    run: async (ctx, { params: { id }, body }) => {
      await freezeConnection(ctx, { id, ...body });
      return show(ctx, id);
    },
    effect: { action: () => 'connection.freeze', again: (ctx, _done, { params: { id } }) => show(ctx, id) },
  }),
  moving('shadow', {
    summary: 'Only look on schedule, and say what it would do, until someone resumes it',
    action: 'connection.shadow',
    wakes: true,
    run: shadowConnection,
  }),
  moving('unfreeze', {
    summary: 'Go on after a freeze',
    action: 'connection.resume',
    wakes: true,
    run: resumeConnection,
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}/ready',
    summary: 'Whether the book is complete, as of when, and who is refused or held back',
    answer: z.strictObject({
      ready: z.boolean(),
      asOf: time,
      inFlight: z.int(),
      refused: z.int(),
      heldBack: z.int(),
      reasons: z.array(z.strictObject({ label: z.string(), count: z.int() })),
      why: text,
      /** Whoever asks gets a mail when it is ready next. */
      tellsYou: z.boolean(),
      /** Variables without which no mail goes out. */
      mailMissing: z.array(z.string()),
    }),
    run: (ctx, { params }) => readReady(ctx, params),
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}/people-then',
    summary: 'Who was in the address book at a moment, of the people whom runs put there or matched',
    description: 'at: without it, now. knownSince: from when on runs have told; null: none has.',
    answer: z.strictObject({
      ...pageOf(z.strictObject({ email: z.string(), name: text, recordId: text })).shape,
      knownSince: time,
    }),
    query: z.strictObject({ ...paging, at: z.iso.datetime({ offset: true }).optional() }),
    run: async (ctx, { params, query: { at = ctx.now().toISOString(), limit, cursor } }) => {
      const { id } = (await show(ctx, params.id)).addressBook;
      const { rows, nextCursor } = await listKnownPeople(
        ctx,
        { kind: 'book', id, at },
        { q: '', filters: [], sort: { field: 'email', direction: 'asc' }, page: 1, size: limit, cursor },
      );
      const { knownSince } = await getAddressBook(ctx, id);
      return {
        data: rows.map(({ email, name, recordId }) => ({ email, name, recordId })),
        nextCursor,
        knownSince,
      };
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}/in-step',
    summary:
      'How list and book compared when the book was last read back: score, time and deviations with their cause',
    answer: z.strictObject({
      inStep: z.strictObject(Comparison.shape).nullable(),
      isReadingBack: z.boolean(),
      whoLeft: z.strictObject({ takenOff: z.int(), deleted: z.int() }),
    }),
    run: async (ctx, { params }) => {
      const { inStep, isReadingBack, whoLeft } = await show(ctx, params.id);
      return { inStep, isReadingBack, whoLeft };
    },
  }),
  defineApiRoute({
    ...read,
    method: 'GET',
    path: '/connections/{id}/who-left',
    summary: 'Whom of the list somebody took off the book, or deleted, at Dotdigital, until someone decides',
    answer: pageOf(
      z.strictObject({
        email: z.string(),
        name: text,
        recordId: z.string(),
        recordPath: z.string(),
        how: z.enum(['taken_off', 'deleted']),
      }),
    ),
    query: z.strictObject(paging),
    run: (ctx, { params, query: { limit, cursor } }) =>
      listWhoLeft(ctx, { id: params.id, after: cursor, limit }),
  }),
  defineApiRoute({
    ...write,
    permission: 'connections.sync',
    method: 'POST',
    path: '/connections/{id}/verify',
    summary: 'Read the book back now and compare it with the list, person by person',
    status: 202,
    wakes: true,
    answer: Connection,
    run: async (ctx, { params }) => {
      await requestReadBack(ctx, params);
      return show(ctx, params.id);
    },
    effect: {
      action: () => 'connection.read-back',
      again: (ctx, _done, { params }) => show(ctx, params.id),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections/{id}/repair',
    summary: 'Put back or accept who left at Dotdigital, all or some; or send again what differs there',
    description:
      'how: put-back and accept concern the people of …/who-left, all of them or those of `emails`; send-differing and send-everyone begin a run.',
    wakes: true,
    answer: z.strictObject({ count: z.int() }),
    body: z
      .strictObject({
        how: z.enum(['put-back', 'accept', 'send-differing', 'send-everyone']),
        emails: WhoLeftInput.shape.emails,
      })
      .refine(({ how, emails }) => emails === null || !how.startsWith('send-'), {
        path: ['emails'],
        error: 'Sending again is for everyone, or for all who differ.',
      }),
    run: (ctx, { params: { id }, body }) => repair(ctx, id, body),
    effect: {
      action: ({ body: { how } }) => repairs[how],
      again: async (_ctx, { detail }) => Counted.parse(detail),
    },
  }),
  defineApiRoute({
    ...write,
    method: 'POST',
    path: '/connections/{id}/pause',
    summary: 'Send nothing more until someone resumes, or until then; opt-outs still go out',
    answer: Connection,
    body: z
      .strictObject({ reason: plainText.trim().max(200).default(''), until: PausedUntil })
      .default({ reason: '', until: null }),
    run: async (ctx, { params: { id }, body }) => {
      await pauseConnection(ctx, { id, ...body });
      return show(ctx, id);
    },
    effect: { action: () => 'connection.pause', again: (ctx, _done, { params: { id } }) => show(ctx, id) },
  }),
  moving('resume', {
    summary: 'Go on after a pause, or after a rejection was put right',
    action: 'connection.resume',
    wakes: true,
    run: resumeConnection,
  }),
  defineApiRoute({
    ...runs,
    method: 'GET',
    path: '/sync-runs',
    summary: 'List sync runs, the newest first',
    answer: pageOf(Run),
    query: z.strictObject({
      ...paging,
      kind: z.enum(['export', 'import']).optional(),
      state: z.enum(runStates).optional(),
      integrationId: idText.optional(),
      connectionId: idText.optional(),
    }),
    run: (ctx, { query: { limit, cursor, ...filter } }) =>
      pageSyncRuns(ctx, { limit, after: cursor, filter }),
  }),
  defineApiRoute({
    ...runs,
    method: 'GET',
    path: '/sync-runs/{id}',
    summary: 'One sync run with phases, counts, causes and log',
    answer: RunDetail,
    run: (ctx, { params }) => getSyncRun(ctx, params),
  }),
  defineApiRoute({
    ...runs,
    method: 'GET',
    path: '/sync-runs/{id}/outcomes',
    summary: 'Its rows, each with outcome and reason',
    answer: pageOf(Outcome),
    query: z.strictObject({
      ...paging,
      outcome: z.enum(runOutcomes as [RunOutcome, ...RunOutcome[]]).optional(),
    }),
    run: (ctx, { params, query: { limit, cursor, ...filter } }) =>
      pageRunOutcomes(ctx, { runId: params.id, limit, after: cursor, filter }),
  }),
  defineApiRoute({
    ...runs,
    method: 'GET',
    path: '/sync-runs/{id}/refusals',
    summary: 'Whom Dotdigital refused, by cause, with the cure and how many it has healed',
    answer: z.strictObject({
      data: z.array(
        z.strictObject({
          code: z.string(),
          label: z.string(),
          cure: z.string(),
          count: z.int(),
          healed: z.int(),
          waiting: z.int(),
        }),
      ),
    }),
    run: async (ctx, { params }) => ({ data: await listRefusals(ctx, params) }),
  }),
  defineApiRoute({
    ...write,
    tag: 'sync-runs',
    method: 'POST',
    path: '/sync-runs/{id}/retry',
    summary: 'Send the refused once more with the values they have, with a run that begins now',
    description: 'cause is the code of one group of …/refusals; without it, all of them.',
    status: 202,
    wakes: true,
    answer: Requested,
    body: z.strictObject({ cause: plainText.max(500).nullable().default(null) }).default({ cause: null }),
    run: async (ctx, { params: { id }, body }) => {
      const { connectionId, runId } = await retryRefused(ctx, { id, ...body });
      return { connectionId, syncRunId: runId };
    },
    effect: {
      action: () => 'sync-run.retry',
      again: async (_ctx, { detail }) => {
        const { connectionId, runId } = RunEffect.parse(detail);
        return { connectionId, syncRunId: runId };
      },
    },
  }),
  defineApiRoute({
    ...read,
    tag: 'sync-runs',
    method: 'GET',
    path: '/sync-runs/{id}/undo',
    summary: 'What undoing the run would do; nothing is sent',
    answer: Undo,
    run: async (ctx, { params }) => {
      const { faces: _people, ...view } = await previewUndo(ctx, params);
      return view;
    },
  }),
  defineApiRoute({
    ...write,
    tag: 'sync-runs',
    method: 'POST',
    path: '/sync-runs/{id}/undo',
    summary: 'Turn the run round by a run of its own; its connection is paused behind it',
    description: 'digest is that of GET …/undo. What would do something else by now is refused (409).',
    status: 202,
    wakes: true,
    answer: Requested,
    body: z.strictObject({ digest: plainText.max(64) }),
    run: async (ctx, { params: { id }, body }) => {
      const { connectionId, runId } = await undoRun(ctx, { id, ...body });
      return { connectionId, syncRunId: runId };
    },
    effect: {
      action: () => 'sync-run.undo',
      again: async (_ctx, { detail }) => {
        const { connectionId, runId } = RunEffect.parse(detail);
        return { connectionId, syncRunId: runId };
      },
    },
  }),
];
