import { z } from 'zod';
import { findDueMail, sendMail } from '../../mail';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const sendMailJob = defineJob({
  name: 'mail.send',
  schedule: 'as soon as a mail is stored, and again after 1, 2, 4 … minutes where the server didn’t take it',
  group: 'export',
  payload: z.object({ mailId: idText }),
  key: ({ mailId }) => mailId,
  concurrency: 2,
  findDue: findDueMail,
  run: async (ctx, { mailId }) => {
    await sendMail(ctx, BigInt(mailId));
  },
});
