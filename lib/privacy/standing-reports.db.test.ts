import { describe, expect, it } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import {
  applyRetention,
  changeRetention,
  checkResubscribed,
  checkResubscribedNow,
  consentHistoryCsv,
  getRetention,
  isCheckDue,
  isRetentionDue,
  listDisclosures,
  previewRetention,
  readCheck,
  recordOfProcessingCsv,
} from './index';

const day = (n: number): Date => new Date(Date.UTC(2026, 9, 1 + n));
const now = day(40);

async function world() {
  const ctx = await testContext({ now: () => now });
  const { prisma } = ctx.db;
  const integrationId = await createIntegrationRow(ctx);
  const listId = await createList(prisma, { type: 'manual' });
  const { bookId, connectionId } = await connectList(prisma, listId, integrationId);
  const run = await prisma.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId },
  });
  const wave = await prisma.wave.create({
    data: { connectionId, syncRunId: run.id, kind: 'regular', phase: 'settled', finishedAt: day(20) },
  });
  let n = 0;
  return {
    ctx,
    integrationId,
    bookId,
    runId: run.id,
    person: async (email: string) => {
      const [record] = await createRecords(prisma, 1, { email });
      return record?.id ?? 0n;
    },
    said: (emailKey: string, status: string, at: Date, addressBookId: bigint | null = null) =>
      prisma.addressEvent.create({ data: { integrationId, emailKey, status, at, addressBookId } }),
    sent: (recordId: bigint, emailKey: string, settledAt: Date) =>
      prisma.plannedChange.create({
        data: {
          waveId: wave.id,
          n: (n += 1),
          recordId,
          emailKey,
          email: emailKey,
          action: 'add',
          outcome: 'added',
          settledAt,
          wantedValues: { FIRSTNAME: 'Ada', CITY: { fill: 'Lyon' } },
        },
      }),
    consent: (recordId: bigint, state: 'given' | 'withdrawn', consentAt: Date) =>
      prisma.consent.create({
        data: { recordId, state, consentAt, origin: 'form', text: 'Yes, write to me' },
      }),
  };
}

const csvOf = async (parts: AsyncGenerator<string>): Promise<string> => {
  let text = '';
  for await (const part of parts) text += part;
  return text;
};

describe('never resubscribed', () => {
  it('finds who left and was sent or listed again, each with the consent that is newer, and nobody else', async () => {
    const { ctx, integrationId, bookId, person, said, sent, consent, runId } = await world();
    const mail = (name: string): string => `${name}@again.example`;
    const make = async (name: string): Promise<bigint> => person(mail(name));

    // Left and sent again, without a word of theirs.
    const wrong = await make('wrong');
    await said(mail('wrong'), 'Unsubscribed', day(1));
    await sent(wrong, mail('wrong'), day(3));
    // The same with a consent in between, and with one that is older than their leaving.
    const asked = await make('asked');
    await said(mail('asked'), 'Unsubscribed', day(1));
    await consent(asked, 'given', day(2));
    await sent(asked, mail('asked'), day(3));
    const before = await make('before');
    await consent(before, 'given', day(0));
    await consent(before, 'withdrawn', day(1));
    await sent(before, mail('before'), day(3));
    // Sent before they left; a bounce is no wish; another book is another wish.
    const earlier = await make('earlier');
    await sent(earlier, mail('earlier'), day(1));
    await said(mail('earlier'), 'Unsubscribed', day(2));
    const bounced = await make('bounced');
    await said(mail('bounced'), 'HardBounced', day(1));
    await sent(bounced, mail('bounced'), day(3));
    const other = await ctx.db.prisma.addressBook.create({
      data: { integrationId, dotdigitalId: 987_654, name: 'Another', visibility: 'Private' },
    });
    const elsewhere = await make('elsewhere');
    await said(mail('elsewhere'), 'Unsubscribed', day(1), other.id);
    await sent(elsewhere, mail('elsewhere'), day(3));
    // Came back at Dotdigital; what was sent afterwards is not our doing.
    const owner = await make('owner');
    await said(mail('owner'), 'Unsubscribed', day(1), bookId);
    await said(mail('owner'), 'Subscribed', day(2), bookId);
    await sent(owner, mail('owner'), day(3));

    expect(await isCheckDue(ctx)).toBe(true);
    await checkResubscribed(ctx);
    expect(await isCheckDue(ctx)).toBe(false);
    const view = await readCheck(ctx);
    expect(view.latest).toMatchObject({ unsubscribedCount: 6, withConsentCount: 1, withoutConsentCount: 3 });
    const found = view.people.map(({ email, how, leftBy, consent: given }) => [
      email,
      how,
      leftBy,
      given !== null,
    ]);
    expect(found.sort()).toEqual(
      [
        [mail('wrong'), 'sent', 'Unsubscribed', false],
        [mail('asked'), 'sent', 'Unsubscribed', true],
        [mail('before'), 'sent', 'withdrawn', false],
        [mail('owner'), 'listed', 'Unsubscribed', false],
      ].sort(),
    );
    expect(view.people.find(({ email }) => email === mail('wrong'))?.syncRunId).toBe(String(runId));
    const twice = await checkResubscribedNow(ctx);
    expect(twice.people).toHaveLength(4);
  });
});

describe('what went to Dotdigital', () => {
  it('is told with account, list, values and the consent of then', async () => {
    const { ctx, person, sent, consent } = await world();
    const id = await person('told@ledger.example');
    await consent(id, 'given', day(1));
    await sent(id, 'told@ledger.example', day(2));
    await consent(id, 'withdrawn', day(3));
    const [line, ...rest] = await listDisclosures(ctx, { recordId: String(id) });
    expect(rest).toEqual([]);
    expect(line).toMatchObject({
      at: day(2).toISOString(),
      what: 'added',
      email: 'told@ledger.example',
      values: { FIRSTNAME: 'Ada', CITY: 'Lyon' },
      consent: { state: 'given', at: day(1).toISOString(), text: 'Yes, write to me' },
    });
  });
});

describe('retention', () => {
  it('lets go what was chosen and is older, and nothing else; who opted out stays', async () => {
    const { ctx, person, sent, consent } = await world();
    const { prisma } = ctx.db;
    const id = await person('old@kept.example');
    await sent(id, 'old@kept.example', day(2));
    const [gone, out] = await createRecords(prisma, 2, { deletedAt: day(2) });
    await prisma.crmRecord.update({ where: { id: out?.id }, data: { consentState: 'withdrawn' } });
    await consent(out?.id ?? 0n, 'withdrawn', day(1));
    expect(await isRetentionDue(ctx)).toBe(false);
    expect((await getRetention(ctx)).every(({ days }) => days === null)).toBe(true);

    const marketer: FlowContext = { ...(await testContext({ role: 'marketer' })), now: () => now };
    await expect(changeRetention(marketer, { kind: 'events', days: 30 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { oldCount } = await previewRetention(ctx, { kind: 'deleted_records', days: 30 });
    expect(oldCount).toBeGreaterThan(0);
    await changeRetention(ctx, { kind: 'deleted_records', days: 30 });
    await changeRetention(ctx, { kind: 'sent_values', days: 30 });
    expect(await isRetentionDue(ctx)).toBe(true);
    const counts = await applyRetention(ctx);
    expect(counts.deleted_records).toBe(oldCount);
    expect(await isRetentionDue(ctx)).toBe(false);
    expect(await prisma.crmRecord.count({ where: { id: { in: [gone?.id ?? 0n, out?.id ?? 0n] } } })).toBe(1);
    const row = await prisma.plannedChange.findFirstOrThrow({ where: { emailKey: 'old@kept.example' } });
    expect(row).toMatchObject({ wantedValues: null, outcome: 'added' });
    expect(await applyRetention(ctx)).toEqual({ deleted_records: 0, sent_values: 0 });
    const line = await prisma.auditEntry.findFirstOrThrow({ where: { action: 'privacy.retention' } });
    expect(line.detail).toMatchObject({ before: { deleted_records: null }, after: { deleted_records: 30 } });
  });

  it.each(['run_logs', 'refused_rows', 'waiting_files', 'events', 'histories'] as const)(
    'of %s can be asked for and done',
    async (kind) => {
      const { ctx } = await world();
      await previewRetention(ctx, { kind, days: 3_000 });
      await changeRetention(ctx, { kind, days: 3_000 });
      await applyRetention(ctx);
      await changeRetention(ctx, { kind, days: null });
    },
  );
});

it('consent history and the record of processing go out as files', async () => {
  const { ctx, person, consent } = await world();
  await consent(await person('history@file.example'), 'given', day(1));
  const history = await csvOf(consentHistoryCsv(ctx));
  expect(history).toContain('history@file.example');
  expect(history).toContain('Yes, write to me');
  const record = await csvOf(recordOfProcessingCsv(ctx));
  expect(record).toContain('Which data');
  expect(record).toContain('Dotdigital, account');
});
