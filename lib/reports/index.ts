export { findDueReports } from './find-due-reports';
export { queueWeeklyReport } from './queue-report';
export { sendReportNow } from './send-report-now';
export { findReportReader, getReportState, stopReport, type ReportState } from './stop-report';
