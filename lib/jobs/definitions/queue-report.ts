import { z } from 'zod';
import { findDueReports, queueWeeklyReport } from '../../reports';
import { idText } from '../../text';
import { defineJob } from '../define-job';

export const queueReportJob = defineJob({
  name: 'reports.weekly',
  schedule: 'Mondays from 7:00 on, by the clocks of whoever wants it',
  group: 'export',
  payload: z.object({ userId: idText, monday: z.iso.date() }),
  key: ({ userId, monday }) => `${userId}:${monday}`,
  concurrency: 1,
  findDue: findDueReports,
  run: queueWeeklyReport,
});
