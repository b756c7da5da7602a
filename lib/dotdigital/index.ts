export { createDotdigitalClient, type DotdigitalClient } from './client';
export { DotdigitalError, type Acted, type DotdigitalErrorKind } from './errors';
export { allowedApiOrigin, allowedAppOrigin, regionOf } from './hosts';
export {
  applicationUrl,
  authorisePlaces,
  authoriseUrl,
  mayBeFramed,
  oauthHosts,
  OauthRefused,
  requestTokens,
  type OauthAccount,
  type OauthHosts,
} from './oauth';
export type { ImportFault } from './imports';
export type { InsightApi, InsightFault, InsightRecord } from './insight-data';
export type { CampaignContent } from './mailings';
export { beginningOfTime } from './since';
export { enrolmentLimits } from './programs';
export { isSystemBook } from './system-books';
export type { AccountInfo } from './account';
export type { BudgetStore, Tier, TierState } from './budget';
export type { DataFieldType } from './data-fields';
export type { Page, PageOptions, RefusedRow } from './pages';
export type { CallRecord, TransportOptions } from './request';
export { silenceWords, type TellSilence } from './silence';
export {
  importStates,
  type ImportState,
  type WireActivity,
  type WireAddressBook,
  type WireCampaign,
  type WireClick,
  type WireContact,
  type WireContactImport,
  type WireDataField,
  type WireEnrolment,
  type WireImport,
  type WireImportReport,
  type WireOpen,
  type WireResubscription,
  type WireSmsCampaign,
  type WireSummary,
  type WireSend,
  type WireSmsContact,
  type WireSuppression,
  type WireTemplate,
  type WireValue,
} from './wire';
export * from './schemas';
