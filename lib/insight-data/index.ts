export { askComparison } from './pages/ask-comparison';
export { findDueInsight } from './pushing/find-due-insight';
export { getInsightData } from './pages/get-insight-data';
export { insightGrid } from './pages/item-grid';
export { insightItemsCsv, listInsightItems } from './pages/list-items';
export { pushInsight } from './pushing/push-insight';
export { retryInsight } from './pages/retry-items';
export { switchInsight } from './pages/switch-collection';
