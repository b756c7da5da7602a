import type { Db } from '../db';
import type { Subject } from './schemas';

/** One thing that moves: whose pages show it, how it stands, and whose list it tells of. */
export type Moving = {
  subjects: Subject[];
  mark: string;
  list: { ownerId: bigint | null; ownerOnly: boolean } | null;
};

type Row = {
  noun:
    | 'run'
    | 'connection'
    | 'list'
    | 'import'
    | 'integration'
    | 'campaign'
    | 'draft'
    | 'order'
    | 'automation'
    | 'erasure'
    | 'insight'
    | 'key';
  id: bigint;
  mark: string;
  integration_id: bigint | null;
  list_id: bigint | null;
  owner_id: bigint | null;
  owner_only: boolean | null;
};

const recentRuns = 200;
const recentImports = 50;
/** The numbers of older ones hardly move any more. */
const recentCampaigns = 100;
const recentDrafts = 100;
const recentErasures = 50;

/**
 * All that a page can follow, in one statement that costs about as much as there are connections. `xmin` names the transaction that
 * wrote a row last: no table needs a column or a trigger for this, and it works through a pooler, where LISTEN would not.
 */
export async function readMoving({ prisma }: Pick<Db, 'prisma'>): Promise<Moving[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT 'run' AS noun, s.id, concat_ws('.', s.xmin, w.xmin, c.state) AS mark, s.integration_id, l.id AS list_id, l.owner_id, l.owner_only
    FROM sync_runs s
    LEFT JOIN waves w ON w.sync_run_id = s.id
    LEFT JOIN connections c ON c.id = s.connection_id
    LEFT JOIN marketing_lists l ON l.id = c.list_id
    WHERE s.id IN (
      SELECT id FROM sync_runs WHERE state IN ('running', 'waiting')
      UNION (SELECT id FROM sync_runs ORDER BY id DESC LIMIT ${recentRuns}))
    UNION ALL
    SELECT 'connection', c.id, concat_ws('.', c.xmin, n.active, n.health_code), c.integration_id, l.id, l.owner_id, l.owner_only
    FROM connections c JOIN integrations n ON n.id = c.integration_id JOIN marketing_lists l ON l.id = c.list_id
    UNION ALL
    SELECT 'list', l.id, concat_ws('.', l.version, l.member_count, l.evaluation_state, l.archived_at, books.ids), NULL, l.id, l.owner_id, l.owner_only
    FROM marketing_lists l
    LEFT JOIN LATERAL (
      SELECT string_agg(c.address_book_id::text || c.state, ',' ORDER BY c.id) AS ids FROM connections c WHERE c.list_id = l.id) books ON true
    UNION ALL
    SELECT 'import', i.id, i.xmin::text, NULL, NULL, NULL, NULL FROM csv_imports i
    WHERE i.id IN (SELECT id FROM csv_imports ORDER BY id DESC LIMIT ${recentImports})
      OR i.state IN ('queued', 'running') OR i.undo IN ('queued', 'running')
    UNION ALL
    SELECT 'draft', d.id, d.xmin::text, d.integration_id, l.id, l.owner_id, l.owner_only
    FROM campaign_drafts d JOIN marketing_lists l ON l.id = d.list_id
    WHERE d.id IN (SELECT id FROM campaign_drafts ORDER BY id DESC LIMIT ${recentDrafts}) OR d.state IN ('asked', 'posting', 'accepted')
    UNION ALL
    SELECT 'automation', a.id, concat_ws('.', a.xmin,
      (SELECT f.xmin FROM automation_firings f WHERE f.automation_id = a.id ORDER BY f.id DESC LIMIT 1),
      (SELECT string_agg(b.xmin::text, ',') FROM (
        SELECT xmin FROM automation_batches WHERE automation_id = a.id ORDER BY sent_at DESC LIMIT 20) b),
      (SELECT string_agg(c.xmin::text, ',') FROM (
        SELECT xmin FROM automation_calls WHERE automation_id = a.id AND next_step_at IS NOT NULL ORDER BY next_step_at LIMIT 20) c)), NULL, NULL, NULL, NULL
    FROM automations a
    UNION ALL
    SELECT 'erasure', e.id, concat_ws('.', e.xmin, (SELECT string_agg(t.xmin::text, ',') FROM erasure_targets t WHERE t.erasure_id = e.id)),
      NULL, NULL, NULL, NULL
    FROM erasures e WHERE e.state <> 'ended' OR e.id IN (SELECT id FROM erasures ORDER BY id DESC LIMIT ${recentErasures})
    UNION ALL
    SELECT 'insight', k.integration_id, string_agg(k.xmin::text, '.' ORDER BY k.kind), NULL, NULL, NULL, NULL
    FROM insight_collections k GROUP BY k.integration_id
    UNION ALL
    SELECT 'integration', n.id, n.xmin::text, n.id, NULL, NULL, NULL FROM integrations n WHERE n.deleted_at IS NULL
    UNION ALL
    SELECT 'campaign', k.id, concat_ws('.', k.xmin, t.xmin, s.xmin, p.xmin, (
      SELECT string_agg(c.xmin::text, '.' ORDER BY c.connector) FROM import_cursors c
      WHERE c.integration_id = k.integration_id AND c.connector IN ('activities', 'opens', 'clicks') AND c.scope_id = k.dotdigital_id::text),
      n.next_import_at, n.active), NULL, NULL, NULL, NULL
    FROM (SELECT xmin, id, integration_id, dotdigital_id, marketing_campaign_id FROM email_campaigns ORDER BY id DESC LIMIT ${recentCampaigns}) k
    JOIN integrations n ON n.id = k.integration_id
    LEFT JOIN campaign_totals t ON t.campaign_id = k.id
    LEFT JOIN campaign_summaries s ON s.campaign_id = k.id
    LEFT JOIN marketing_campaign_people p ON p.marketing_campaign_id = k.marketing_campaign_id
    UNION ALL
    SELECT 'order', 0, max(id)::text, NULL, NULL, NULL, NULL FROM orders
    UNION ALL
    SELECT 'key', 0, xmin::text, NULL, NULL, NULL, NULL FROM settings WHERE key = 'keys.rotation'
    ORDER BY 1, 2`;
  return rows.map((row) => ({
    subjects: subjectsOf(row),
    mark: `${row.noun}${row.id}=${row.mark}`,
    list: row.owner_only === null ? null : { ownerId: row.owner_id, ownerOnly: row.owner_only },
  }));
}

function subjectsOf({ noun, id, integration_id, list_id }: Row): Subject[] {
  const its: Subject[] = [
    ...(integration_id === null ? [] : [`integration:${integration_id}` as const]),
    ...(list_id === null ? [] : [`list:${list_id}` as const]),
  ];
  switch (noun) {
    case 'run':
      return ['runs', `run:${id}`, ...its];
    case 'connection':
      return its;
    case 'list':
      return ['lists', ...its];
    case 'import':
      return ['imports', `import:${id}`];
    case 'automation':
      return ['automations', `automation:${id}`];
    case 'erasure':
      return ['erasures', `erasure:${id}`];
    case 'insight':
      return [`insight:${id}`];
    case 'draft':
      return ['drafts', `draft:${id}`];
    case 'integration':
      return ['integrations', ...its];
    case 'campaign':
      return ['campaigns', `campaign:${id}`];
    case 'order':
      return ['orders'];
    case 'key':
      return ['keys'];
  }
}
