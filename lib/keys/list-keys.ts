import type { Context } from '../context';
import { permit } from '../permissions';
import { readRotation } from './read-rotation';
import type { KeysView, KeyUse, KeyView } from './schemas';

/** As long as lib/email-studio lets one take. */
const studioSignInMinutes = 10;

type Row = KeyUse & { key: string };

/** Which keys there are and which are needed, by whom. Never a key itself. */
export async function listKeys(ctx: Context): Promise<KeysView> {
  permit(ctx, 'keys.read');
  const [rows, rotation] = await Promise.all([readUses(ctx), readRotation(ctx.db.prisma)]);
  const keys = keysOf(ctx, rows);
  const others = keys.filter(({ place }) => place === 'other');
  return {
    keys,
    otherCount: others.reduce((sum, { secretCount }) => sum + secretCount, 0),
    rotation,
  };
}

function keysOf({ config: { keyring } }: Context, rows: readonly Row[]): KeyView[] {
  const here = [...keyring.keys.keys()].filter((id) => id !== keyring.primary);
  const missing = [...new Set(rows.map(({ key }) => key))].filter((id) => !keyring.keys.has(id));
  const view = (id: string, place: KeyView['place']): KeyView => {
    const uses = rows.flatMap(({ key, ...use }) => (key === id ? [use] : []));
    return { id, place, secretCount: uses.reduce((sum, { count }) => sum + count, 0), uses };
  };
  return [
    view(keyring.primary, 'first'),
    ...here.map((id) => view(id, 'other')),
    ...missing.map((id) => view(id, 'missing')),
  ];
}

/** Everything that stands under a key. Of the anchors of the audit log the newest alone is looked at; a sign-in that has begun ends within minutes. */
const readUses = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT key, kind, count(*)::int AS count,
    coalesce((array_agg(DISTINCT whose ORDER BY whose) FILTER (WHERE whose IS NOT NULL))[1:20], '{}') AS names
  FROM (
    SELECT s.key_id AS key, 'integration' AS kind, i.name AS whose, 1 AS n
    FROM integration_secrets s JOIN integrations i ON i.id = s.integration_id
    UNION ALL
    SELECT a.key_id, 'studio', u.email, 2 FROM studio_access a JOIN users u ON u.id = a.user_id WHERE a.key_id IS NOT NULL
    UNION ALL
    SELECT b.key_id, 'studio_sign_in', u.email, 3 FROM studio_sign_ins b JOIN users u ON u.id = b.user_id
    WHERE b.created_at > ${new Date(ctx.now().getTime() - studioSignInMinutes * 60_000)}::timestamptz
    UNION ALL
    SELECT f.key_id, 'second_factor', u.email, 4 FROM second_factors f JOIN users u ON u.id = f.user_id
    UNION ALL
    SELECT w.key_id, 'webhook', a.name, 5 FROM automation_secrets w JOIN automations a ON a.id = w.automation_id
    UNION ALL
    SELECT d.key_id, 'alert_address', d.host, 10 FROM alert_addresses d
    UNION ALL
    SELECT m.key_id, 'mail', NULL, 6 FROM mails m WHERE m.key_id IS NOT NULL AND m.content IS NOT NULL
    UNION ALL
    SELECT e.sealed_with, 'erasure_key', NULL, 7 FROM erasure_keys e
    UNION ALL
    SELECT e.key_id, 'erasure', 'Erasure ' || e.id, 8 FROM erasures e WHERE e.key_id IS NOT NULL AND e.sealed IS NOT NULL
    UNION ALL
    SELECT x.key_id, 'audit', NULL, 9 FROM (SELECT key_id FROM audit_anchors ORDER BY id DESC LIMIT 1) x
  ) sealed GROUP BY key, kind ORDER BY key, min(n)`;
