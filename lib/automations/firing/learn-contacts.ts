import type { FlowContext } from '@/lib/context';
import type { DotdigitalClient } from '@/lib/dotdigital';

const atOnce = 25;
const askAgainMs = 5 * 60_000;
const longestUnknownMs = 60 * 60_000;

type Due = { id: bigint; email: string; waits: Date };

/**
 * Dotdigital's ids of those whose time has come and whom no import has brought yet. Whom it doesn't know is asked for again every five
 * minutes, since an export may be on its way, and skipped after an hour.
 */
export async function learnContacts(
  ctx: FlowContext,
  client: DotdigitalClient,
  integrationId: bigint,
): Promise<void> {
  const due = await ctx.db.prisma.$queryRaw<Due[]>`
    SELECT f.id, r.email, f.created_at AS waits
    FROM automation_firings f JOIN automations a ON a.id = f.automation_id AND a.state = 'on' AND a.integration_id = ${integrationId}::bigint
      AND a.action->>'kind' = 'enrol'
    JOIN crm_records r ON r.id = f.record_id AND r.email_key IS NOT NULL AND r.deleted_at IS NULL
    WHERE f.state = 'waiting' AND f.contact_id IS NULL AND f.due_at <= ${ctx.now()}::timestamptz
      AND NOT EXISTS (
        SELECT FROM dotdigital_contacts n
        WHERE n.integration_id = a.integration_id AND n.email_key = r.email_key AND n.dotdigital_id IS NOT NULL)
    ORDER BY f.due_at, f.id LIMIT ${atOnce}`;
  for (const { id, email, waits } of due) {
    if (ctx.signal.aborted) return;
    const contact = await client.contactByEmail(email);
    const data = contact
      ? { contactId: contact.id }
      : ctx.now().getTime() - waits.getTime() > longestUnknownMs
        ? { state: 'skipped' as const, reasonCode: 'not_at_dotdigital', settledAt: ctx.now() }
        : { dueAt: new Date(ctx.now().getTime() + askAgainMs) };
    await ctx.db.prisma.automationFiring.updateMany({ where: { id, state: 'waiting' }, data });
  }
}

/** Whom of a batch Dotdigital doesn't know any more; of the others the id that it knows them by now is kept. */
export async function checkContacts(
  ctx: FlowContext,
  client: DotdigitalClient,
  batchId: bigint,
): Promise<bigint[]> {
  const rows = await ctx.db.prisma.automationFiring.findMany({
    where: { batchId, state: 'sending' },
    select: { id: true, contactId: true, record: { select: { email: true } } },
  });
  const gone: bigint[] = [];
  for (const { id, contactId, record } of rows) {
    const contact = record.email === null ? null : await client.contactByEmail(record.email);
    if (contact === null) gone.push(id);
    else if (contact.id !== contactId)
      await ctx.db.prisma.automationFiring.updateMany({
        where: { id, state: 'sending' },
        data: { contactId: contact.id },
      });
  }
  return gone;
}
