'use server';

import { defineAction } from '@/app/_server/define-action';
import { withDotdigital } from '@/app/_server/with-dotdigital';
import {
  acceptWhoLeft,
  freezeConnection,
  pauseConnection,
  putBackWhoLeft,
  shadowConnection,
  reconnectList,
  requestReadBack,
} from '@/lib/connections';
import {
  ConnectionIdInput,
  ConnectListInput,
  FreezeConnectionInput,
  IntegrationIdInput,
  PauseConnectionInput,
  SendAgainInput,
  UpdateConnectionInput,
  WhoLeftInput,
} from '@/lib/connections/schemas';
import {
  approveHeldWave,
  asksWhoApproves,
  cancelRun,
  connectList,
  discardHeldWave,
  disconnectList,
  dontTellWhenReady,
  requestSync,
  resumeConnection,
  retryRefused,
  sendAgain,
  tellWhenReady,
  undoRun,
  updateConnection,
} from '@/lib/export';
import { ApproveHeldInput, RetryInput, UndoRunInput } from '@/lib/export/schemas';
import { refreshDataFields } from '@/lib/data-fields';

const revalidate = ['/marketing-lists', '/sync-runs'];

export const connectListAction = defineAction({
  input: ConnectListInput,
  run: connectList,
  wakes: true,
  revalidate,
});
export const updateConnectionAction = defineAction({
  input: UpdateConnectionInput,
  run: updateConnection,
  wakes: true,
  revalidate,
});
export const disconnectListAction = defineAction({
  input: ConnectionIdInput,
  run: disconnectList,
  revalidate,
});
export const reconnectListAction = defineAction({
  input: ConnectionIdInput,
  run: reconnectList,
  wakes: true,
  revalidate,
});
export const synchronizeAction = defineAction({
  input: ConnectionIdInput,
  run: requestSync,
  wakes: true,
  revalidate,
});
export const pauseConnectionAction = defineAction({
  input: PauseConnectionInput,
  run: pauseConnection,
  revalidate,
});
export const freezeConnectionAction = defineAction({
  input: FreezeConnectionInput,
  run: freezeConnection,
  revalidate,
});
export const tellWhenReadyAction = defineAction({ input: ConnectionIdInput, run: tellWhenReady });
export const dontTellWhenReadyAction = defineAction({ input: ConnectionIdInput, run: dontTellWhenReady });
export const shadowConnectionAction = defineAction({
  input: ConnectionIdInput,
  run: shadowConnection,
  wakes: true,
  revalidate,
});
export const resumeConnectionAction = defineAction({
  input: ConnectionIdInput,
  run: resumeConnection,
  wakes: true,
  revalidate,
});
export const approveHeldAction = defineAction({
  input: ApproveHeldInput,
  run: approveHeldWave,
  stepUp: asksWhoApproves,
  wakes: true,
  revalidate,
});
export const discardHeldAction = defineAction({
  input: ApproveHeldInput,
  run: discardHeldWave,
  revalidate,
});
export const readBackAction = defineAction({
  input: ConnectionIdInput,
  run: requestReadBack,
  wakes: true,
  revalidate,
});
export const sendAgainAction = defineAction({
  input: SendAgainInput,
  run: sendAgain,
  wakes: true,
  revalidate,
});
export const putBackWhoLeftAction = defineAction({
  input: WhoLeftInput,
  run: putBackWhoLeft,
  wakes: true,
  revalidate,
});
export const acceptWhoLeftAction = defineAction({
  input: WhoLeftInput,
  run: acceptWhoLeft,
  revalidate,
});
export const cancelRunAction = defineAction({
  input: ConnectionIdInput,
  run: cancelRun,
  wakes: true,
  revalidate,
});
export const retryRefusedAction = defineAction({
  input: RetryInput,
  run: retryRefused,
  wakes: true,
  revalidate,
});
export const undoRunAction = defineAction({
  input: UndoRunInput,
  run: undoRun,
  wakes: true,
  revalidate,
});
export const refreshDataFieldsAction = defineAction({
  input: IntegrationIdInput,
  run: (ctx, { integrationId }) =>
    withDotdigital(ctx, integrationId, (client) => refreshDataFields(ctx, client, BigInt(integrationId))),
  revalidate: ['/dotdigital/data-fields'],
});
