'use server';

import { z } from 'zod';
import { defineAction } from '@/app/_server/define-action';
import { sendReportNow } from '@/lib/reports';
import { changeOwnAccount } from '@/lib/users';
import { OwnAccountChange } from '@/lib/users/schemas';

export const changeOwnAccountAction = defineAction({
  input: OwnAccountChange,
  run: changeOwnAccount,
  revalidate: ['/account'],
});
export const sendReportNowAction = defineAction({
  input: z.object({}),
  run: sendReportNow,
  revalidate: ['/account'],
});
