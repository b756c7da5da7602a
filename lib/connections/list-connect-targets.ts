import type { Context } from '../context';
import { permit } from '../permissions';
import { readAllSettings } from '../settings';
import { whyNoNumbers } from './numbers-only';
import type { ConnectTarget } from './schemas';

/** Active accounts that a list may be connected to, and why not by mobile number. */
export async function listConnectTargets(ctx: Context): Promise<ConnectTarget[]> {
  permit(ctx, 'connections.read');
  const { prisma } = ctx.db;
  const rows = await prisma.integration.findMany({
    where: { active: true, deletedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, offersContactImport: true },
  });
  const settingsOf = await readAllSettings(ctx, prisma);
  return rows.map(({ id, name, offersContactImport }) => ({
    id: String(id),
    name,
    whyNoNumbers: whyNoNumbers({ transport: settingsOf(id).transport, offersContactImport }),
  }));
}
