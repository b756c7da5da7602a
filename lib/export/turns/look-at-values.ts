import { readMappedFields } from '../../data-fields';
import type { Tx } from '../../db';
import type { WireContact } from '../../dotdigital';
import { emailKey } from '../../email-key';
import { agree, plural } from '../../format';
import { bringImportForward } from '../../integrations';
import { logRun } from '../../sync-runs';
import { bringValues, findReadSoFar, readTwoWayFields, slim, type TwoWayFields } from '../../two-way';
import { carrierKinds } from '../next-step';
import type { Session } from '../session';
import { fenced } from '../wave-lease';
import { flushCalls, noteTrouble } from '../wave-records';

/** A look is good for so long. What changes there behind it is overwritten: Dotdigital can't be asked to take a value only where nobody changed it. */
const lookLastsMs = 20_000;
/** More than that has changed: the import reads it, which goes on where it was cut off. */
const maxPages = 20;
const waitMs = 15_000;
const clockToleranceMs = 5 * 60_000;

/**
 * Before a file leaves, or people one by one, with fields that go both ways: what changed at Dotdigital since the last import comes in first, and of this wave
 * is left out whoever it concerns (decision 63). Answers when to try again where the import has to read before that; null: they
 * may leave. Safe to repeat, and to be killed: people are left out in the transaction that brings in what they changed.
 */
export async function lookAtValues(session: Session): Promise<Date | null> {
  const { ctx, target, lastLook } = session;
  const { prisma } = ctx.db;
  const { integrationId, addressBookId } = target;
  // Such fields are not sent by number.
  if (target.channel === 'sms') return null;
  const now = ctx.now();
  if (lastLook.current && now.getTime() - lastLook.current.at.getTime() < lookLastsMs) return null;
  const fields = await readTwoWayFields(prisma, integrationId);
  const sent = await readMappedFields(prisma, integrationId, target.entity);
  if (!sent.some(({ name }) => fields.names.includes(name))) return null;
  const read = await findReadSoFar(prisma, { integrationId, addressBookId, signature: fields.signature });
  if (read === null)
    return waitForImport(
      session,
      'Before anything is sent, the import reads what Dotdigital holds in the data fields that go both ways. The run goes on by itself.',
    );
  const until = lastLook.current?.until ?? read.until;
  const seen = await bringChanges(session, fields, { until, startedAt: now, lastLookAt: read.lookedAt });
  if (seen === null)
    return waitForImport(
      session,
      'Much changed at Dotdigital since the last import, which reads it before anything is sent. The run goes on by itself.',
    );
  lastLook.current = { at: now, until: seen };
  return null;
}

/** Answers Dotdigital's clock at its first page; null: the import has to read first. */
async function bringChanges(
  session: Session,
  fields: TwoWayFields,
  read: { until: Date; startedAt: Date; lastLookAt: Date | null },
): Promise<Date | null> {
  const { ctx, wave, target, client } = session;
  const since = new Date(read.until.getTime() - target.settings.overlapMinutes * 60_000);
  let clock: Date | null = null;
  let pageCount = 0;
  for await (const page of client.contactsModifiedSince(since, { withFullData: true })) {
    clock ??= page.serverDate ?? ctx.now();
    // What the cursor says was never seen: the import heals it.
    if (read.until.getTime() - clock.getTime() > clockToleranceMs) return null;
    if (page.nextSkip === null) return clock;
    pageCount += 1;
    if (pageCount > maxPages) return null;
    await fenced(ctx, wave, async (tx) => {
      const contacts = await ofThisWave(session, tx, page.rows);
      const brought = await bringValues(
        { ctx, integrationId: target.integrationId, runId: wave.runId },
        tx,
        fields,
        contacts.map((contact) => slim(contact, fields.names)),
        read,
      );
      await leaveOut(session, tx, brought.unsettled);
      await flushCalls(session, tx);
    });
  }
  return clock;
}

async function ofThisWave(
  { wave }: Session,
  tx: Tx,
  contacts: readonly WireContact[],
): Promise<WireContact[]> {
  const keyed = contacts.map((contact) => ({ contact, key: emailKey(contact.email) }));
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT p.email_key AS key FROM export_batches b JOIN planned_changes p ON p.batch_id = b.id
    WHERE b.wave_id = ${wave.id} AND b.kind = ANY(${[...carrierKinds]}::text[]) AND b.state IN ('prepared', 'sending') AND p.outcome IS NULL
      AND p.email_key = ANY(${keyed.flatMap(({ key }) => key ?? [])}::text[])`;
  const keys = new Set(rows.map(({ key }) => key));
  return keyed.filter(({ key }) => key !== null && keys.has(key)).map(({ contact }) => contact);
}

/** They settle with the batch that they were planned for. */
async function leaveOut({ wave }: Session, tx: Tx, emailKeys: readonly string[]): Promise<void> {
  const count = await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', reason_code = 'changed_there', reason_text = NULL FROM export_batches b
    WHERE b.wave_id = ${wave.id} AND b.kind = ANY(${[...carrierKinds]}::text[]) AND b.state IN ('prepared', 'sending') AND p.batch_id = b.id
      AND p.outcome IS NULL AND p.email_key = ANY(${[...emailKeys]}::text[])`;
  if (count > 0)
    await logRun(
      tx,
      wave.runId,
      'info',
      `${plural(count, 'person', 'people')} changed at Dotdigital since the last import ${agree(count, 'is', 'are')} left out of this run.`,
    );
}

async function waitForImport(session: Session, message: string): Promise<Date> {
  const { ctx, wave, target } = session;
  const at = ctx.now();
  await fenced(ctx, wave, async (tx) => {
    const isNew = await noteTrouble(session, tx, {
      state: 'waiting',
      code: 'awaits_import',
      message,
      isFailure: false,
    });
    // Once: an import that fails keeps its own pace.
    if (isNew) await bringImportForward(tx, { integrationId: target.integrationId, at });
  });
  return new Date(at.getTime() + waitMs);
}
