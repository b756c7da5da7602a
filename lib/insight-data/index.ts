export { findDueInsight } from './pushing/find-due-insight';
export { pushInsight } from './pushing/push-insight';
