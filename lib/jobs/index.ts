export { drainQueues, type DrainCounts } from './drain-queues';
export { enqueueDueJobs } from './enqueue-due-jobs';
export { findJob, jobs } from './registry';
export { runJobNow } from './run-job-now';
export { webQueue } from './web-queue';
export { checkReadiness } from './check-readiness';
