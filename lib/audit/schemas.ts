import { z } from 'zod';

export const auditRoads = ['page', 'api', 'command', 'job'] as const;
export type AuditRoad = (typeof auditRoads)[number];

export const roadWords: Record<AuditRoad, string> = {
  page: 'In the browser',
  api: 'REST API',
  command: 'Command',
  job: 'By itself',
};

type SubjectPlace = {
  noun: string;
  /** Where one of them is looked at; null: nowhere by itself. */
  page: string | null;
  /** What its addresses begin with, in the browser and in the REST API. */
  words: readonly string[];
};

/** What lines tell of. */
export const auditSubjects: Record<string, SubjectPlace> = {
  record: { noun: 'Record', page: null, words: ['contacts', 'leads', 'customers'] },
  order: { noun: 'Orders', page: null, words: ['orders'] },
  cart: { noun: 'Carts', page: null, words: ['carts'] },
  event: { noun: 'Events', page: null, words: ['events'] },
  csv_import: { noun: 'Import', page: '/imports', words: ['imports', 'csv-imports'] },
  marketing_list: { noun: 'Marketing list', page: '/marketing-lists', words: ['marketing-lists'] },
  list_folder: { noun: 'Folder', page: null, words: [] },
  campaign: { noun: 'Email campaign', page: '/email-campaigns/drafts', words: ['email-campaigns'] },
  marketing_campaign: {
    noun: 'Marketing campaign',
    page: '/marketing-campaigns',
    words: ['marketing-campaigns'],
  },
  automation: { noun: 'Automation', page: '/dotdigital/automations', words: ['automations'] },
  integration: { noun: 'Integration', page: '/integrations', words: ['integrations'] },
  address_book: { noun: 'Address book', page: null, words: [] },
  connection: { noun: 'Connection', page: null, words: ['connections'] },
  sync_run: { noun: 'Sync run', page: '/sync-runs', words: ['sync-runs'] },
  data_field: { noun: 'Data field', page: null, words: ['data-fields'] },
  field_mapping: { noun: 'Data field mapping', page: null, words: ['data-field-mappings'] },
  custom_field: { noun: 'Custom field', page: '/settings/custom-fields', words: [] },
  settings: { noun: 'Settings', page: null, words: ['settings'] },
  user: { noun: 'User', page: '/users', words: ['users'] },
  team: { noun: 'Team', page: '/users/teams', words: ['teams'] },
  api_token: { noun: 'API token', page: null, words: ['api-tokens'] },
  saved_view: { noun: 'Saved view', page: null, words: [] },
  file: { noun: 'Download', page: null, words: [] },
  erasure: { noun: 'Erasure', page: '/privacy/erasures', words: ['privacy', 'erasures'] },
  audit: { noun: 'Audit log', page: null, words: ['audit-log', 'audit-entries'] },
  address: { noun: 'Page', page: null, words: [] },
};

const recordPages: Record<string, string> = { contact: '/contacts', lead: '/leads', customer: '/customers' };

export const nounOf = (subjectType: string): string =>
  auditSubjects[subjectType]?.noun ?? sentence(subjectType);

/** The page of what a line tells of. A record's action begins with its kind. */
export function subjectHref(line: Pick<AuditLine, 'subjectType' | 'subjectId' | 'action'>): string | null {
  if (line.subjectId === null || !/^\d+$/.test(line.subjectId)) return null;
  const page =
    line.subjectType === 'record'
      ? recordPages[line.action.split('.')[0] ?? '']
      : auditSubjects[line.subjectType]?.page;
  return page ? `${page}/${line.subjectId}` : null;
}

/** The lines of one thing. */
export const auditHref = (subjectType: string, subjectId: string): string =>
  `/audit-log?${new URLSearchParams({ 'f.subject': `any:${subjectType}`, 'f.subjectId': `any:${subjectId}` })}`;

/** What lines are looked for by. */
export const auditKinds = {
  sign_in: 'Sign-in',
  refused: 'Refused',
  people: 'People and roles',
  tokens: 'API tokens',
  secrets: 'Secrets and settings',
  approve: 'Approvals and sends',
  files: 'Files taken out',
  privacy: 'Privacy',
} as const;
export type AuditKind = keyof typeof auditKinds;

/** `marketing-list.update` in words: Marketing list: update. */
export function actionWords(action: string): string {
  const [noun = '', ...verb] = action.split('.');
  return `${sentence(noun)}: ${verb.join(' ').replaceAll('-', ' ')}`;
}

const sentence = (text: string): string => {
  const words = text.replaceAll(/[-_]/g, ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
};

export type AuditLine = {
  id: string;
  at: string;
  /** null: the product itself, or somebody who isn't known. */
  actorId: string | null;
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string | null;
  refused: boolean;
  road: AuditRoad | null;
  address: string | null;
  userAgent: string | null;
  tokenId: string | null;
  detail: Record<string, unknown>;
};

/** A line with its place in the chain; null while its transaction is being linked. */
export type AuditLineView = AuditLine & { link: { seq: string; hash: string } | null };

export const AuditFilter = z.strictObject({
  actorId: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'The id of a user.' })
    .optional(),
  tokenId: z
    .string()
    .regex(/^\d{1,18}$/, { error: 'The id of a token.' })
    .optional(),
  action: z.string().max(100).optional(),
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  refused: z.enum(['true', 'false']).optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;
