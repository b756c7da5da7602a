export { readPlanMapping } from './read-plan-mapping';
