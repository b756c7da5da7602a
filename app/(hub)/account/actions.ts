'use server';

import { z } from 'zod';
import { defineAction } from '@/app/_server/define-action';
import { chooseAlerts, muteAlerts } from '@/lib/alerts';
import { ChooseAlertsInput, MuteAlertsInput } from '@/lib/alerts/schemas';
import { currentSessionId } from '@/lib/auth';
import { sendReportNow } from '@/lib/reports';
import {
  beginSecondFactor,
  changeOwnAccount,
  changeOwnPassword,
  confirmSecondFactor,
  endOtherSessions,
  endOwnSession,
  proveAgain,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from '@/lib/users';
import {
  ChangePasswordInput,
  CodeInput,
  OwnAccountChange,
  ProofInput,
  SessionRef,
} from '@/lib/users/schemas';

const revalidate = ['/account'];

export const changeOwnAccountAction = defineAction({
  input: OwnAccountChange,
  run: changeOwnAccount,
  revalidate,
});
/** Shows again who sits here; for some minutes what hurts is not asked about. */
export const proveAgainAction = defineAction({
  input: ProofInput,
  run: async (ctx, input) => proveAgain(ctx, input, await currentSessionId()),
});
export const beginSecondFactorAction = defineAction({
  input: z.object({}),
  run: beginSecondFactor,
  stepUp: true,
});
export const confirmSecondFactorAction = defineAction({
  input: CodeInput,
  run: confirmSecondFactor,
  wakes: true,
});
export const renewRecoveryCodesAction = defineAction({
  input: z.object({}),
  run: renewRecoveryCodes,
  stepUp: true,
  revalidate,
});
export const removeOwnSecondFactorAction = defineAction({
  input: z.object({}),
  run: removeOwnSecondFactor,
  stepUp: true,
  wakes: true,
  revalidate,
});
export const changeOwnPasswordAction = defineAction({
  input: ChangePasswordInput,
  run: async (ctx, input) => changeOwnPassword(ctx, input, await currentSessionId()),
  wakes: true,
  revalidate,
});
export const endOwnSessionAction = defineAction({
  input: SessionRef,
  run: endOwnSession,
  stepUp: true,
  revalidate,
});
export const endOtherSessionsAction = defineAction({
  input: z.object({}),
  run: async (ctx) => endOtherSessions(ctx, await currentSessionId()),
  stepUp: true,
  revalidate,
});
export const sendReportNowAction = defineAction({
  input: z.object({}),
  run: sendReportNow,
  revalidate,
});
export const chooseAlertsAction = defineAction({
  input: ChooseAlertsInput,
  run: chooseAlerts,
  wakes: true,
  revalidate,
});
export const muteAlertsAction = defineAction({
  input: MuteAlertsInput,
  run: muteAlerts,
  wakes: true,
  revalidate,
});
