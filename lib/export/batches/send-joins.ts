import { settleJoined, storeSeenContacts } from '../../address-books';
import { readPlanMapping } from '../../data-fields';
import type { DataFieldType } from '../../data-fields/schemas';
import { Prisma, type Tx } from '../../db';
import { DotdigitalError, type DotdigitalClient, type WireContact, type WireValue } from '../../dotdigital';
import { agree, plural } from '../../format';
import { logRun } from '../../sync-runs';
import type { Batch } from '../next-step';
import type { Session } from '../session';
import { settleRows } from '../settling/settle-rows';
import { fenced } from '../wave-lease';
import { flushCalls, noteProgress } from '../wave-records';

type Row = { n: number; key: string; values: Record<string, string | { fill: string }> };

/**
 * Each newcomer by a call of their own, which starts at Dotdigital what a file doesn't (decision 81). That it is made is stored before it is,
 * and each is settled by itself. Whom the call refuses goes in a file behind it, and ends as anybody whom a file names.
 */
export async function sendJoins(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave, target, client } = session;
  const { prisma } = ctx.db;
  const mapping = await readPlanMapping(prisma, target.integrationId, target.entity);
  const types = new Map(mapping.map(({ name, type }) => [name, type]));
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT n, email_key AS key, wanted_values AS values FROM planned_changes
    WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key IS NOT NULL AND wanted_values IS NOT NULL ORDER BY n`;
  for (const row of rows) {
    ctx.signal.throwIfAborted();
    const dataFields = await valuesOf(client, batch, row, types);
    await fenced(ctx, wave, (tx) => tx.plannedChange.update(triedAt(session, row, ctx.now())));
    const contact = await unlessRefused(
      client.joinBook(target.bookDotdigitalId, { email: row.key, dataFields }),
    );
    if (contact) await fenced(ctx, wave, (tx) => settle(session, tx, batch, row, contact));
  }
  await fenced(ctx, wave, async (tx) => {
    await sendRefusedByFile(session, tx, batch);
    await settleRows(tx, { batchId: batch.id, at: ctx.now(), otherwise: Prisma.sql`NULL::text` });
    await tx.exportBatch.update({
      where: { id: batch.id },
      data: { state: 'finished', finishedAt: ctx.now() },
    });
    await noteProgress(session, tx);
  });
}

/** After a call whose answer nobody heard: whom the book has, joined by it, whatever has become of the reason since; of the others the call may be made. */
export async function findWhoJoined(session: Session, batch: Batch): Promise<void> {
  const { ctx, wave } = session;
  const rows = await ctx.db.prisma.$queryRaw<Pick<Row, 'n' | 'key'>[]>`
    SELECT n, email_key AS key FROM planned_changes
    WHERE batch_id = ${batch.id} AND outcome IS NULL AND email_key IS NOT NULL AND tried_at IS NOT NULL ORDER BY n`;
  for (const row of rows) {
    const contact = await findInBook(session, row.key);
    await fenced(ctx, wave, async (tx) => {
      if (contact) await settle(session, tx, batch, row, contact);
      else await tx.plannedChange.update(triedAt(session, row, null));
      await flushCalls(session, tx);
    });
  }
}

async function findInBook({ client, target }: Session, key: string): Promise<WireContact | null> {
  const contact = await client.contactByEmail(key);
  if (contact === null) return null;
  for await (const { rows } of client.booksOfContact(contact.id))
    if (rows.some(({ id }) => id === target.bookDotdigitalId)) return contact;
  return null;
}

const triedAt = ({ wave }: Session, { n }: Pick<Row, 'n'>, at: Date | null) => ({
  where: { waveId_n: { waveId: wave.id, n } },
  data: { triedAt: at },
});

/** What the file for everybody would bring: what is empty clears, but for fields that keep theirs; what only fills needs to know what is there. */
async function valuesOf(
  client: DotdigitalClient,
  { keptFields }: Batch,
  { key, values }: Row,
  types: ReadonlyMap<string, DataFieldType>,
) {
  const fills = Object.values(values).some((value) => typeof value !== 'string');
  const there = fills ? ((await client.contactByEmail(key))?.dataFields ?? {}) : {};
  return Object.entries(values).flatMap(([name, value]): { key: string; value: WireValue }[] => {
    const isEmptyThere = (there[name.toUpperCase()] ?? '') === '';
    const text = typeof value === 'string' ? value : isEmptyThere ? value.fill : '';
    if (text !== '') return [{ key: name, value: typed(text, types.get(name)) }];
    return typeof value === 'string' && !keptFields.includes(name) ? [{ key: name, value: null }] : [];
  });
}

/** In JSON a number is a number, where it stays exactly this one, and a flag a flag. */
function typed(text: string, type: DataFieldType | undefined): WireValue {
  if (type === 'Numeric' && String(Number(text)) === text) return Number(text);
  if (type === 'Boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** One person's refusal concerns that person; anything else stops the batch. */
async function unlessRefused(call: Promise<WireContact>): Promise<WireContact | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DotdigitalError && error.kind === 'refused') return null;
    throw error;
  }
}

async function settle(
  { ctx, wave, target }: Session,
  tx: Tx,
  batch: Batch,
  { n }: Pick<Row, 'n'>,
  contact: WireContact,
): Promise<void> {
  const { integrationId, addressBookId, channel } = target;
  const at = ctx.now();
  await storeSeenContacts(tx, { integrationId, addressBookId, rows: [contact], seenAt: at });
  await settleJoined(tx, { integrationId, addressBookId, channel, batchId: batch.id, n, at });
  await tx.plannedChange.updateMany({
    where: { waveId: wave.id, n, outcome: null },
    data: { outcome: 'added', settledAt: at },
  });
}

async function sendRefusedByFile({ wave, target }: Session, tx: Tx, batch: Batch): Promise<void> {
  const count = await tx.$executeRaw`
    WITH refused AS MATERIALIZED (SELECT n FROM planned_changes WHERE batch_id = ${batch.id} AND outcome IS NULL),
    file AS (
      INSERT INTO export_batches (wave_id, n, kind, row_count, state, policies, kept_fields)
      SELECT ${wave.id}, (SELECT max(n) + 1 FROM export_batches WHERE wave_id = ${wave.id}), ${target.fileKind}, count(*), 'prepared',
        ${[...batch.policies]}::text[], ${batch.keptFields}::text[]
      FROM refused HAVING count(*) > 0
      RETURNING id),
    fewer AS (
      UPDATE export_batches SET row_count = row_count - (SELECT count(*) FROM refused) WHERE id = ${batch.id})
    UPDATE planned_changes p SET batch_id = file.id FROM refused r, file WHERE p.wave_id = ${wave.id} AND p.n = r.n`;
  if (count > 0)
    await logRun(
      tx,
      wave.runId,
      'info',
      `Dotdigital did not take ${plural(count, 'newcomer', 'newcomers')} one by one; ${agree(count, 'it goes', 'they go')} in a file, which names the reason.`,
    );
}
