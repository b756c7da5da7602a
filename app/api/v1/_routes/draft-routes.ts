import { z } from 'zod';
import { defineApiRoute, type ApiRoute } from '@/app/_server/api/define-api-route';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import { askSend, checkDraft, createDraftFor, getDraft, integrationOfDraft, sendTest } from '@/lib/sending';
import {
  ApiDraftInput,
  draftStates,
  SendInput,
  TestAddresses,
  TestSendInput,
  type DraftView,
} from '@/lib/sending/schemas';

const draft = { permission: 'campaigns.send', scope: 'campaigns:write', tag: 'email-campaigns' } as const;

const time = z.iso.datetime().nullable();
const Named = z.strictObject({ id: z.string(), name: z.string() });
const Draft = z.strictObject({
  id: z.string(),
  name: z.string(),
  subject: z.string(),
  state: z.enum(draftStates),
  version: z.int(),
  marketingList: Named,
  addressBook: Named,
  integration: Named,
  dotdigitalId: z.int().nullable(),
  recipients: z.int().nullable(),
  sendAt: time,
  problem: z.string().nullable(),
});
const Check = z.strictObject({
  version: z.int(),
  recipients: z.int(),
  strangers: z.int(),
  leftOut: z.array(z.strictObject({ label: z.string(), count: z.int() })),
  book: z.string(),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      state: z.string(),
      defaultValue: z.string(),
      lacking: z.int().nullable(),
    }),
  ),
  atDotdigital: z.string(),
});
const Tested = z.strictObject({ to: z.array(z.string()) });

const answerOf = (view: DraftView): z.infer<typeof Draft> => ({
  id: view.id,
  name: view.name,
  subject: view.subject,
  state: view.state,
  version: view.version,
  marketingList: view.list,
  addressBook: view.book,
  integration: view.integration,
  dotdigitalId: view.dotdigitalId,
  recipients: view.recipientCount,
  sendAt: view.sendAt,
  problem: view.problem,
});

/** A campaign that is made here has the number under which it comes back with its statistics. */
export const draftRoutes: ApiRoute[] = [
  defineApiRoute({
    ...draft,
    method: 'POST',
    path: '/email-campaigns',
    summary: 'Draft an e-mail campaign for a connected marketing list',
    description:
      'The draft is kept here and made at Dotdigital. Where Dotdigital refuses it, `problem` says why and `dotdigitalId` is null.',
    body: ApiDraftInput,
    answer: Draft,
    status: 201,
    run: async (ctx, { body }) => {
      const { id } = await withDotdigital(ctx, body.integrationId, (client) =>
        createDraftFor(ctx, client, body),
      );
      return answerOf(await getDraft(ctx, id));
    },
    effect: {
      action: () => 'campaign.draft',
      again: async (ctx, { subjectId }) => answerOf(await getDraft(ctx, String(subjectId))),
    },
  }),
  defineApiRoute({
    ...draft,
    method: 'GET',
    path: '/email-campaigns/{id}/check',
    summary: 'Who a draft would reach, who is left out and why, and what stands against sending it',
    answer: Check,
    run: async (ctx, { params: { id } }) => {
      const check = await withDotdigital(ctx, await integrationOfDraft(ctx, id), (client) =>
        checkDraft(ctx, client, id),
      );
      return {
        version: check.version,
        recipients: check.recipients,
        strangers: check.strangers,
        leftOut: check.leftOut.map(({ label, count }) => ({ label, count })),
        book: check.book.code,
        fields: check.marks,
        atDotdigital: check.remote,
      };
    },
  }),
  defineApiRoute({
    ...draft,
    method: 'POST',
    path: '/email-campaigns/{id}/test-send',
    summary: 'Send a draft to chosen addresses; nothing counts it',
    body: z.strictObject({ to: TestAddresses, recordId: TestSendInput.shape.recordId }),
    answer: Tested,
    run: async (ctx, { params: { id }, body }) =>
      withDotdigital(ctx, await integrationOfDraft(ctx, id), (client) =>
        sendTest(ctx, client, { id, ...body }),
      ),
    effect: {
      action: () => 'campaign.test-send',
      again: async (_, __, { body: { to } }) => ({ to }),
    },
  }),
  defineApiRoute({
    ...draft,
    method: 'POST',
    path: '/email-campaigns/{id}/send',
    summary: 'Send a draft, at once or at a time',
    description:
      'Refused (409) unless `recipients` is the number that a check says now, and unless `despite` names what stands against it (`unsettled`: the book’s wave is not settled; `unknown_fields`: the mail asks for data fields that aren’t there). Sent at most once.',
    body: SendInput.omit({ id: true, version: true }).strict(),
    answer: Draft,
    status: 202,
    wakes: true,
    run: async (ctx, { params: { id }, body, version }) => {
      const { version: current } = await getDraft(ctx, id);
      await askSend(ctx, { id, version: version ?? current, ...body });
      return answerOf(await getDraft(ctx, id));
    },
    effect: {
      action: () => 'campaign.send',
      again: async (ctx, _, { params }) => answerOf(await getDraft(ctx, params.id)),
    },
  }),
];
