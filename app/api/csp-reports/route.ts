import { policyReportRoute } from '@/app/_server/policy-report-route';

/** proxy.ts names this address in the policy of every page. */
export const POST = policyReportRoute();
