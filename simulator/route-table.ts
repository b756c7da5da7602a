import type { Route } from './http/route';
import { accountRoutes } from './routes/account';
import { addressBookRoutes } from './routes/address-books';
import { bookContactRoutes } from './routes/book-contacts';
import { campaignDetailRoutes } from './routes/campaign-details';
import { campaignReportRoutes } from './routes/campaign-reports';
import { campaignRoutes } from './routes/campaigns';
import { consentRoutes } from './routes/consent';
import { contactRoutes } from './routes/contacts';
import { dataFieldRoutes } from './routes/data-fields';
import { documentRoutes } from './routes/documents';
import { importRoutes } from './routes/imports';
import { oauthRoutes } from './routes/oauth';
import { preferenceRoutes } from './routes/preferences';
import { programRoutes } from './routes/programs';
import { scoreRoutes } from './routes/scores';
import { segmentRoutes } from './routes/segments';
import { smsRoutes } from './routes/sms';
import { suppressionRoutes } from './routes/suppressions';
import { surveyRoutes } from './routes/surveys';
import { templateRoutes } from './routes/templates';
import { transactionalDataRoutes } from './routes/transactional-data';
import { transactionalEmailRoutes } from './routes/transactional-email';
import { contactV3Routes } from './routes/v3/contacts';
import { eventV3Routes } from './routes/v3/events';
import { insightV3Routes } from './routes/v3/insight';

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
  ...campaignDetailRoutes,
  ...campaignReportRoutes,
  ...consentRoutes,
  ...documentRoutes,
  ...preferenceRoutes,
  ...programRoutes,
  ...scoreRoutes,
  ...segmentRoutes,
  ...smsRoutes,
  ...surveyRoutes,
  ...templateRoutes,
  ...transactionalDataRoutes,
  ...transactionalEmailRoutes,
  ...contactV3Routes,
  ...insightV3Routes,
  ...eventV3Routes,
  ...oauthRoutes,
];
