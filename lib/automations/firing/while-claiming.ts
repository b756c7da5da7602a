import type { FlowContext } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { documentOf, fetchAutomation, lockClaims, type StoredAutomation } from '../internal';
import { readConditions } from '../read-conditions';
import type { AutomationDocument } from '../schemas';
import { askAgain, skip, type AskedAgain } from './ask-again';

export type Claiming = {
  row: StoredAutomation;
  automation: AutomationDocument;
  /** Of those whose time has come, whom nothing stands against. */
  people: AskedAgain[];
  /** Of whom something was said that settled them. */
  skipped: number;
};

type Claim<T> = {
  /** Asked at once: those who are skipped make room for others. */
  limit: number;
  /** Whether anything may be claimed now. */
  mayClaim: (tx: Tx, automation: AutomationDocument) => Promise<boolean>;
  work: (tx: Tx, claiming: Claiming) => Promise<T>;
};

/**
 * Asks whose time has come once more, and hands those whom nothing stands against to `work` in the same transaction. All claims stand in
 * one line, so that no limit is passed by two that count at the same time. null: the automation isn't on, or nothing may be claimed.
 */
export async function whileClaiming<T>(
  ctx: FlowContext,
  automationId: bigint,
  { limit, mayClaim, work }: Claim<T>,
): Promise<T | null> {
  const known = await fetchAutomation(ctx.db.prisma, automationId);
  const filter = await readConditions(ctx, known);
  if (filter === null) return null;
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await lockClaims(tx);
      const row = await fetchAutomation(tx, automationId);
      const automation = documentOf(row);
      if (row.state !== 'on' || row.version !== known.version || !(await mayClaim(tx, automation)))
        return null;
      const asked = await askAgain(ctx, tx, { row, automation, filter, limit });
      const skipped = await skip(ctx, tx, asked);
      const people = asked.filter(({ reason }) => reason === null);
      return work(tx, { row, automation, people, skipped });
    },
    { timeout: 30_000, maxWait: 20_000 },
  );
}
