'use server';

import { defineAction } from '@/app/_server/define-action';
import {
  createAutomation,
  makeWebhookSecret,
  pauseAutomation,
  resumeAutomation,
  retryFirings,
  switchOnAutomation,
  tryOnPerson,
  updateAutomation,
} from '@/lib/automations';
import {
  MakeSecretInput,
  PauseInput,
  ResumeInput,
  RetryInput,
  SaveAutomationText,
  SwitchOnInput,
  TryInput,
} from '@/lib/automations/schemas';

const revalidate = ['/dotdigital/automations'];

export const saveAutomationAction = defineAction({
  input: SaveAutomationText,
  run: (ctx, { id, version, ...document }) =>
    id === null ? createAutomation(ctx, document) : updateAutomation(ctx, { id, version, ...document }),
  wakes: true,
  revalidate,
});
export const switchOnAction = defineAction({
  input: SwitchOnInput,
  run: switchOnAutomation,
  wakes: true,
  revalidate,
});
export const pauseAction = defineAction({ input: PauseInput, run: pauseAutomation, revalidate });
export const resumeAction = defineAction({
  input: ResumeInput,
  run: resumeAutomation,
  wakes: true,
  revalidate,
});
export const retryAction = defineAction({ input: RetryInput, run: retryFirings, wakes: true, revalidate });
export const makeSecretAction = defineAction({
  input: MakeSecretInput,
  run: makeWebhookSecret,
  revalidate,
});
export const tryAction = defineAction({ input: TryInput, run: tryOnPerson, wakes: true, revalidate });
