import type { Context } from '../context';
import { permit } from '../permissions';
import { personOf } from './connect-studio';
import { readFrameRule } from './open-studio';
import type { StudioProblem, StudioView } from './schemas';
import { readStudioClient } from './studio-client';

type Asked = { integrationId: string | null; ownOrigin: string };

/**
 * What a person's Email Studio page shows: the integration asked for, else the one chosen last, else the first. `framed`
 * says whether Dotdigital lets itself be shown in a page of `ownOrigin`; null while nothing is connected.
 */
export async function getStudio(
  ctx: Context,
  { integrationId, ownOrigin }: Asked,
): Promise<StudioView & { framed: boolean | null }> {
  permit(ctx, 'studio.use');
  const rows = await ctx.db.prisma.integration.findMany({
    where: { deletedAt: null },
    select: {
      id: true,
      name: true,
      accountName: true,
      active: true,
      studioAccess: {
        where: { userId: personOf(ctx) },
        select: { connectedAt: true, revokedAt: true, chosenAt: true },
      },
    },
    orderBy: [{ active: 'desc' }, { name: 'asc' }],
  });
  const accessOf = (row: (typeof rows)[number]) => row.studioAccess[0];
  const [latest] = rows
    .filter((row) => accessOf(row))
    .sort((one, other) => Number(accessOf(other)?.chosenAt) - Number(accessOf(one)?.chosenAt));
  const chosen = rows.find(({ id }) => String(id) === integrationId) ?? latest ?? rows[0];
  const integrations = rows.map((row) => ({
    id: String(row.id),
    name: row.name,
    connected: Boolean(accessOf(row)?.connectedAt),
  }));
  if (!chosen) return { integrations, chosen: null, problem: 'no-integration', framed: null };
  const { client, problem } = await readStudioClient(ctx, chosen.id);
  const connectedAt = accessOf(chosen)?.connectedAt ?? null;
  const framed = client && connectedAt ? await readFrameRule(client, ownOrigin) : null;
  const found: StudioProblem | null =
    problem ??
    (accessOf(chosen)?.revokedAt ? 'revoked' : connectedAt && framed === null ? 'unreachable' : null);
  return {
    integrations,
    chosen: {
      id: String(chosen.id),
      name: chosen.name,
      accountName: chosen.accountName,
      connectedAt: connectedAt?.toISOString() ?? null,
      application: client?.hosts.application.origin ?? null,
    },
    problem: found,
    framed,
  };
}
