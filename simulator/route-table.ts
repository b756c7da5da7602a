import type { Route } from './http/route';
import { accountRoutes } from './routes/account';
import { addressBookRoutes } from './routes/address-books';
import { bookContactRoutes } from './routes/book-contacts';
import { campaignReportRoutes } from './routes/campaign-reports';
import { campaignRoutes } from './routes/campaigns';
import { contactRoutes } from './routes/contacts';
import { dataFieldRoutes } from './routes/data-fields';
import { importRoutes } from './routes/imports';
import { suppressionRoutes } from './routes/suppressions';

/** Every operation the sandbox offers; the router, the validation, the contract check and the documentation read it. */
export const routeTable: readonly Route[] = [
  ...accountRoutes,
  ...addressBookRoutes,
  ...bookContactRoutes,
  ...contactRoutes,
  ...suppressionRoutes,
  ...dataFieldRoutes,
  ...importRoutes,
  ...campaignRoutes,
  ...campaignReportRoutes,
];
