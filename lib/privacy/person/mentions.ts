import { Prisma } from '../../db';

const { sql } = Prisma;

/** A column where somebody, or something, may have written a person's address among other things. */
export type Mention = {
  table: string;
  column: string;
  title: string;
  json?: true;
  read: Prisma.Sql;
  write: Prisma.Sql;
};

type Named = { read: Prisma.Sql; write: Prisma.Sql };

const inTable = (
  table: string,
  { read, write }: Named,
  title: string,
  texts: readonly string[],
  json: readonly string[] = [],
): Mention[] => [
  ...texts.map((column) => ({ table, column, title, read, write })),
  ...json.map((column) => ({ table, column, title, read, write, json: true as const })),
];

/** In these only the address goes; what stands around it stays. */
export const mentions: readonly Mention[] = [
  ...inTable(
    'crm_records',
    { read: sql`FROM crm_records t`, write: sql`UPDATE crm_records t` },
    'Records of others',
    ['company', 'job_title', 'source', 'website'],
    ['custom'],
  ),
  ...inTable(
    'marketing_lists',
    { read: sql`FROM marketing_lists t`, write: sql`UPDATE marketing_lists t` },
    'Marketing lists and their filters',
    ['name', 'description', 'evaluation_error'],
    ['filter'],
  ),
  ...inTable(
    'list_folders',
    { read: sql`FROM list_folders t`, write: sql`UPDATE list_folders t` },
    'Folders',
    ['name'],
  ),
  ...inTable(
    'list_counts',
    { read: sql`FROM list_counts t`, write: sql`UPDATE list_counts t` },
    'Figures of lists',
    ['basis'],
    ['value'],
  ),
  ...inTable(
    'saved_views',
    { read: sql`FROM saved_views t`, write: sql`UPDATE saved_views t` },
    'Saved views',
    ['name', 'query'],
  ),
  ...inTable(
    'connections',
    { read: sql`FROM connections t`, write: sql`UPDATE connections t` },
    'Connections',
    ['state_message'],
    ['options', 'read_back_counts', 'in_step'],
  ),
  ...inTable(
    'waves',
    { read: sql`FROM waves t`, write: sql`UPDATE waves t` },
    'Exports',
    ['error_message'],
    ['counts'],
  ),
  ...inTable(
    'export_batches',
    { read: sql`FROM export_batches t`, write: sql`UPDATE export_batches t` },
    'Files of exports',
    ['last_error'],
    ['report'],
  ),
  ...inTable(
    'sync_runs',
    { read: sql`FROM sync_runs t`, write: sql`UPDATE sync_runs t` },
    'Sync runs',
    ['error_message'],
    ['phases', 'counts'],
  ),
  ...inTable(
    'sync_run_logs',
    { read: sql`FROM sync_run_logs t`, write: sql`UPDATE sync_run_logs t` },
    'Logs of sync runs',
    ['message'],
  ),
  ...inTable(
    'import_cursors',
    { read: sql`FROM import_cursors t`, write: sql`UPDATE import_cursors t` },
    'Readings at Dotdigital',
    ['last_error'],
    ['position'],
  ),
  ...inTable(
    'integrations',
    { read: sql`FROM integrations t`, write: sql`UPDATE integrations t` },
    'Integrations',
    ['health_message'],
  ),
  ...inTable(
    'csv_imports',
    { read: sql`FROM csv_imports t`, write: sql`UPDATE csv_imports t` },
    'CSV imports',
    ['file_name', 'error'],
    ['headers', 'profile', 'mapping', 'answers', 'columns', 'options', 'undo_counts'],
  ),
  ...inTable(
    'csv_mapping_memory',
    { read: sql`FROM csv_mapping_memory t`, write: sql`UPDATE csv_mapping_memory t` },
    'Remembered headings',
    ['heading'],
  ),
  ...inTable(
    'automations',
    { read: sql`FROM automations t`, write: sql`UPDATE automations t` },
    'Automations',
    ['name', 'state_reason', 'retry_reason'],
    ['trigger', 'conditions', 'action', 'limits'],
  ),
  ...inTable(
    'automation_versions',
    { read: sql`FROM automation_versions t`, write: sql`UPDATE automation_versions t` },
    'Versions of automations',
    ['sentence'],
    ['document'],
  ),
  ...inTable(
    'automation_batches',
    { read: sql`FROM automation_batches t`, write: sql`UPDATE automation_batches t` },
    'Enrolments',
    ['problem'],
  ),
  ...inTable(
    'campaign_drafts',
    { read: sql`FROM campaign_drafts t`, write: sql`UPDATE campaign_drafts t` },
    'Drafts of campaigns',
    ['problem'],
  ),
  ...inTable(
    'marketing_campaigns',
    { read: sql`FROM marketing_campaigns t`, write: sql`UPDATE marketing_campaigns t` },
    'Marketing campaigns',
    ['name', 'description'],
  ),
  ...inTable(
    'campaign_links',
    { read: sql`FROM campaign_links t`, write: sql`UPDATE campaign_links t` },
    'Links in campaigns',
    ['url'],
  ),
  ...inTable(
    'campaign_clicks',
    { read: sql`FROM campaign_clicks t`, write: sql`UPDATE campaign_clicks t` },
    'Links in campaigns',
    ['url'],
  ),
];

/** Ways to write an address: as it is matched, as it was typed, in an address of the web. */
export function spellingsOf(addresses: readonly string[]): string[] {
  return [
    ...new Set(addresses.flatMap((one) => [one, encodeURIComponent(one), one.replace('@', '%40')])),
  ].map((one) => one.toLowerCase());
}

/** Nothing that could belong to a longer address stands before or behind it. */
export const patternOf = (spellings: readonly string[]): string =>
  `(?<![\\w.+-])(?:${spellings.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\w-]|\\.\\w)`;

const textOf = ({ column, json }: Mention): Prisma.Sql =>
  Prisma.raw(json ? `t."${column}"::text` : `t."${column}"`);

/** The plain look before the pattern: rows that can't have it cost next to nothing. */
export function isMentioned(mention: Mention, spellings: readonly string[]): Prisma.Sql {
  const text = textOf(mention);
  const plain = Prisma.join(
    spellings.map((one) => sql`position(${one} IN lower(${text})) > 0`),
    ' OR ',
  );
  return sql`(${plain}) AND ${text} ~* ${patternOf(spellings)}`;
}

/** An address that nobody can have. */
export const nobodysAddress = 'erased@erased.invalid';

export function withoutMention(mention: Mention, spellings: readonly string[]): Prisma.Sql {
  const replaced = sql`regexp_replace(${textOf(mention)}, ${patternOf(spellings)}, ${nobodysAddress}, 'gi')`;
  return sql`${mention.write} SET ${Prisma.raw(`"${mention.column}"`)} = ${mention.json ? sql`${replaced}::jsonb` : replaced}
    WHERE ${isMentioned(mention, spellings)}`;
}
