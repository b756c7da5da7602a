export { areCountsDue, countDays } from './count-days';
export { readDashboard } from './read-dashboard';
export { readDashboardTotals } from './read-totals';
export { searchEverything } from './search-everything';
