import type { ApiRoute } from '@/app/_server/api/define-api-route';
import { auditRoutes } from './audit-routes';
import { campaignRoutes } from './campaign-routes';
import { connectionRoutes } from './connection-routes';
import { csvImportRoutes } from './csv-import-routes';
import { draftRoutes } from './draft-routes';
import { integrationRoutes } from './integration-routes';
import { mappingRoutes } from './mapping-routes';
import { listRoutes } from './list-routes';
import { moneyRoutes } from './money-routes';
import { settingRoutes } from './setting-routes';
import { privacyRoutes } from './privacy-routes';
import { purchaseRoutes } from './purchase-routes';
import { recordRoutes } from './record-routes';

/** The REST API: this table drives the router, the checks and the OpenAPI document. */
export const apiRoutes: readonly ApiRoute[] = [
  ...recordRoutes,
  ...purchaseRoutes,
  ...csvImportRoutes,
  ...integrationRoutes,
  ...mappingRoutes,
  ...listRoutes,
  ...connectionRoutes,
  ...campaignRoutes,
  ...draftRoutes,
  ...moneyRoutes,
  ...settingRoutes,
  ...auditRoutes,
  ...privacyRoutes,
];
