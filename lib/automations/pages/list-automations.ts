import type { Context } from '@/lib/context';
import { Prisma, readGridPage } from '@/lib/db';
import { permit } from '@/lib/permissions';
import {
  AutomationAction,
  AutomationTrigger,
  type AutomationRow,
  type AutomationStateWord,
} from '../schemas';
import { automationGrid, type AutomationQuery } from './automation-grid';

type Found = {
  id: bigint;
  name: string;
  trigger: unknown;
  action: unknown;
  sentence: string;
  state: AutomationStateWord;
  stateReason: string | null;
  integrationId: bigint | null;
  integrationName: string | null;
  done: number;
  waiting: number;
  failed: number;
  skipped: number;
  lastAt: Date | null;
  updatedAt: Date;
};

const columns = Prisma.sql`
  a.id, a.name, a.trigger, a.action, a.state::text, a.state_reason AS "stateReason", a.integration_id AS "integrationId", i.name AS "integrationName",
  c.done, c.waiting, c.failed, c.skipped, c.last_at AS "lastAt", a.updated_at AS "updatedAt",
  (SELECT v.sentence FROM automation_versions v WHERE v.automation_id = a.id AND v.version = a.version) AS sentence`;

export async function listAutomations(
  ctx: Context,
  query: AutomationQuery,
): Promise<{ rows: AutomationRow[]; total: number }> {
  permit(ctx, 'automations.read');
  const { rows, total } = await readGridPage<Found>(ctx.db.prisma, automationGrid.ask(query, {}), columns);
  return { rows: rows.map(toRow), total };
}

const toRow = (found: Found): AutomationRow => ({
  id: String(found.id),
  name: found.name,
  trigger: AutomationTrigger.parse(found.trigger).kind,
  action: AutomationAction.parse(found.action).kind,
  sentence: found.sentence,
  state: found.state,
  stateReason: found.stateReason,
  integration:
    found.integrationId === null
      ? null
      : { id: String(found.integrationId), name: found.integrationName ?? '' },
  doneCount: found.done,
  waitingCount: found.waiting,
  failedCount: found.failed,
  skippedCount: found.skipped,
  lastFiredAt: found.lastAt?.toISOString() ?? null,
  updatedAt: found.updatedAt.toISOString(),
});
