'use server';

import { defineAction } from '@/app/_server/define-action';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import {
  askSend,
  createDraft,
  discardDraft,
  integrationOfConnection,
  integrationOfDraft,
  sendTest,
  takeOverDraft,
  updateDraft,
} from '@/lib/sending';
import { DraftVersion, SaveDraftInput, SendInput, TestSendInput } from '@/lib/sending/schemas';

const revalidate = ['/email-campaigns'];

export const saveDraftAction = defineAction({
  input: SaveDraftInput,
  run: async (ctx, { id, version, connectionId, ...fields }) =>
    id === null
      ? withDotdigital(ctx, await integrationOfConnection(ctx, connectionId), (client) =>
          createDraft(ctx, client, { connectionId, ...fields }),
        )
      : withDotdigital(ctx, await integrationOfDraft(ctx, id), (client) =>
          updateDraft(ctx, client, { id, version, ...fields }),
        ),
  revalidate,
});
export const takeOverDraftAction = defineAction({
  input: DraftVersion,
  run: async (ctx, input) =>
    withDotdigital(ctx, await integrationOfDraft(ctx, input.id), (client) =>
      takeOverDraft(ctx, client, input),
    ),
  revalidate,
});
export const sendTestAction = defineAction({
  input: TestSendInput,
  run: async (ctx, input) =>
    withDotdigital(ctx, await integrationOfDraft(ctx, input.id), (client) => sendTest(ctx, client, input)),
});
export const askSendAction = defineAction({ input: SendInput, run: askSend, wakes: true, revalidate });
export const discardDraftAction = defineAction({ input: DraftVersion, run: discardDraft, revalidate });
