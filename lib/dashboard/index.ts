export { areCountsDue, countDays } from './count-days';
export { findAttention } from './find-attention';
export { readDashboard } from './read-dashboard';
export { readDashboardTotals } from './read-totals';
export { readWeek, type Week, type WeekOfLists } from './read-week';
export { searchEverything } from './search-everything';
