'use server';

import { z } from 'zod';
import { defineAction } from '@/app/_server/define-action';
import { currentSessionId } from '@/lib/auth';
import { sendReportNow } from '@/lib/reports';
import { changeOwnAccount, changeOwnPassword, endOtherSessions, endOwnSession } from '@/lib/users';
import { ChangePasswordInput, OwnAccountChange, SessionRef } from '@/lib/users/schemas';

const revalidate = ['/account'];

export const changeOwnAccountAction = defineAction({
  input: OwnAccountChange,
  run: changeOwnAccount,
  revalidate,
});
export const changeOwnPasswordAction = defineAction({
  input: ChangePasswordInput,
  run: async (ctx, input) => changeOwnPassword(ctx, input, await currentSessionId()),
  wakes: true,
  revalidate,
});
export const endOwnSessionAction = defineAction({ input: SessionRef, run: endOwnSession, revalidate });
export const endOtherSessionsAction = defineAction({
  input: z.object({}),
  run: async (ctx) => endOtherSessions(ctx, await currentSessionId()),
  revalidate,
});
export const sendReportNowAction = defineAction({
  input: z.object({}),
  run: sendReportNow,
  revalidate,
});
