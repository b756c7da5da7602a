import { signAuditJob } from './definitions/sign-audit';
import type { Job } from './define-job';
import { applyRetentionJob } from './definitions/apply-retention';
import { checkResubscribedJob } from './definitions/check-resubscribed';
import { cleanUpJob } from './definitions/clean-up';
import { compareBookJob } from './definitions/compare-book';
import { countMarketingPeopleJob } from './definitions/count-marketing-people';
import { countDaysJob } from './definitions/count-days';
import { countResponsesJob } from './definitions/count-responses';
import { pushConnectionJob } from './definitions/push-connection';
import { recountCampaignsJob } from './definitions/recount-campaigns';
import { pushErasureJob } from './definitions/push-erasure';
import { pushDraftJob } from './definitions/push-draft';
import { queueReportJob } from './definitions/queue-report';
import { remindOfTokensJob } from './definitions/remind-of-tokens';
import { refreshListJob } from './definitions/refresh-lists';
import { pushInsightJob } from './definitions/push-insight';
import { pushEnrolmentsJob } from './definitions/push-enrolments';
import { pushWebhooksJob } from './definitions/push-webhooks';
import { refreshStatsJob } from './definitions/refresh-stats';
import { rotateKeysJob } from './definitions/rotate-keys';
import { runAutomationJob } from './definitions/run-automation';
import { runCsvImportJob } from './definitions/run-csv-import';
import { runImportPassJob } from './definitions/run-import-pass';
import { sweepErasedJob } from './definitions/sweep-erased';
import { sendMailJob } from './definitions/send-mail';
import { pushAlertAddressJob } from './definitions/push-alert-address';
import { tellOfAlertsJob } from './definitions/tell-of-alerts';
import { sendMessagesJob } from './definitions/send-messages';

/** Every job there is. Worker, cron routes, buttons and `npm run job` all use this list. */
export const jobs: readonly Job[] = [
  runImportPassJob,
  pushConnectionJob,
  pushDraftJob,
  runAutomationJob,
  pushEnrolmentsJob,
  sendMessagesJob,
  pushInsightJob,
  pushWebhooksJob,
  compareBookJob,
  runCsvImportJob,
  refreshListJob,
  refreshStatsJob,
  countDaysJob,
  countResponsesJob,
  recountCampaignsJob,
  countMarketingPeopleJob,
  queueReportJob,
  tellOfAlertsJob,
  pushAlertAddressJob,
  remindOfTokensJob,
  sendMailJob,
  pushErasureJob,
  sweepErasedJob,
  checkResubscribedJob,
  applyRetentionJob,
  cleanUpJob,
  signAuditJob,
  rotateKeysJob,
];

export const findJob = (name: string): Job | undefined => jobs.find((job) => job.name === name);
