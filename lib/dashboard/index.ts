export { readDashboard } from './read-dashboard';
export { searchEverything } from './search-everything';
