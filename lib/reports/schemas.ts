import { z } from 'zod';

export const reportNowKind = 'weekly-report-now';

/** What stands in a link that ends the weekly report. */
export const StopToken = z.string().max(200);

/** Whose report a link ends. */
export type ReportReader = { name: string; email: string; wantsReport: boolean };
