import { randomUUID } from 'node:crypto';
import { recordAudit, visibleRecords, type Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { conflict, invalidFields } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { fetchAutomation, personKey } from '../internal';
import type { TryInput } from '../schemas';

/** Does it for one person now, whatever has happened to them: it is really done, and never for someone who may not be reached. */
export async function tryOnPerson(ctx: Context, { id, recordId }: TryInput): Promise<{ id: string }> {
  permit(ctx, 'automations.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const row = await fetchAutomation(tx, BigInt(id));
    if (row.state !== 'on') throw conflict('It is not on, so nothing is done. Switch it on first.');
    const made = await tx.$executeRaw`
      INSERT INTO automation_firings (automation_id, version, record_id, person_key, event_key, event_at, due_at, created_at)
      SELECT ${row.id}::bigint, ${row.version}::int, r.id, ${personKey}, ${`test:${randomUUID()}`}, ${ctx.now()}::timestamptz,
        ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz
      FROM crm_records r WHERE r.id = ${BigInt(recordId)}::bigint AND r.entity = ${Prisma.sql`${row.entity}::text`}::crm_entity AND r.deleted_at IS NULL
        AND ${visibleRecords(ctx)}`;
    if (made === 0)
      throw invalidFields({ recordId: 'Choose someone of the kind that the automation is about.' });
    await recordAudit(ctx, tx, {
      action: 'automation.try',
      subjectType: 'automation',
      subjectId: row.id,
      detail: { name: row.name, recordId },
    });
  });
  return { id };
}
