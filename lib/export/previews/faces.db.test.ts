import { expect, it } from 'vitest';
import { listActivePrograms } from '@/lib/integrations';
import { countRunRows, getSyncRun, listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { countListable, createListOfShown } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { exportWorld } from '@/prisma/seed/export-world';
import { testContext } from '@/prisma/test-context';
import { previewFaces, previewMail, previewPeople } from '../index';
import { MailPreviewInput, PlanPeopleInput, PreviewInput, type PlanShow } from '../schemas';

/** Two people in the book with a change each, one to come in, one without an address, and a stranger in the book. */
async function world() {
  const world = await exportWorld();
  const { prisma } = world.ctx.db;
  const field = await prisma.dataField.findFirstOrThrow({
    where: { integrationId: world.integrationId, name: 'FIRSTNAME' },
  });
  await prisma.fieldMapping.upsert({
    where: { integrationId_entity: { integrationId: world.integrationId, entity: 'contact' } },
    create: {
      integrationId: world.integrationId,
      entity: 'contact',
      rows: { create: { dataFieldId: field.id, sources: ['firstName'], position: 0 } },
    },
    update: {},
  });
  const people = await world.people(3, (n) => ({
    email: world.mail(`p${n}`),
    firstName: ['Ann', 'Ben', '<i>Cyd</i>'][n],
  }));
  await world.people(1, { email: null, firstName: 'Dan' });
  await prisma.bookMember.createMany({
    data: [
      {
        addressBookId: world.addressBookId,
        emailKey: world.mail('p0'),
        present: true,
        heldValues: { FIRSTNAME: 'Anna' },
      },
      { addressBookId: world.addressBookId, emailKey: world.mail('stranger'), present: true },
    ],
  });
  const target = {
    listId: String(world.listId),
    integrationId: String(world.integrationId),
    addressBookId: String(world.addressBookId),
  };
  return { ...world, people, target };
}

it('shows who is behind each number of a first sync, with old and new values, and the strangers who stay', async () => {
  const { ctx, target, mail } = await world();
  const preview = await previewFaces(ctx, PreviewInput.parse(target));
  expect(preview.counts).toMatchObject({ add: 2, update: 1, skip: 1 });
  expect(preview.faces.add?.map(({ email }) => email)).toEqual([mail('p1'), mail('p2')]);
  expect(preview.faces.update?.[0]?.changes).toEqual(
    expect.arrayContaining([{ field: 'FIRSTNAME', before: 'Anna', after: 'Ann' }]),
  );
  expect(preview.faces.skip).toMatchObject([{ reason: 'No e-mail address', email: null }]);
  expect(preview.faces.strangers).toMatchObject([{ email: mail('stranger'), recordId: null }]);
  expect(preview).toMatchObject({ strangers: 1, minutes: 1, account: { newcomers: 2, isFull: false } });
  expect(await ctx.db.prisma.plannedChange.count()).toBe(0);

  const asked = (show: PlanShow, q = '', page = 1) =>
    previewPeople(ctx, PlanPeopleInput.parse({ ...target, show, q, page }));
  for (const show of ['add', 'update', 'skip'] as const) {
    const { rows, total } = await asked(show);
    expect([show, rows.length, total]).toEqual([show, preview.counts[show], preview.counts[show]]);
  }
  expect(await asked('add', 'Ben')).toMatchObject({ total: 1, rows: [{ email: mail('p1') }] });
  expect(await asked('add', '', 2)).toMatchObject({ total: 2, rows: [] });
  await expect(
    previewFaces(await testContext({ role: 'viewer' }), PreviewInput.parse(target)),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

it('shows a mail of the book as the person gets it, whose values are only ever text', async () => {
  const { ctx, target, people, integrationId, addressBookId } = await world();
  const asked = (person: number, campaignId: string | null = null) =>
    previewMail(
      ctx,
      MailPreviewInput.parse({
        integrationId: target.integrationId,
        addressBookId: target.addressBookId,
        recordId: String(people[person]?.id),
        campaignId,
      }),
    );
  expect(await asked(0)).toEqual({ campaigns: [], mail: null });
  const campaign = (name: string, day: number, ofBook: boolean) =>
    ctx.db.prisma.emailCampaign.create({
      data: {
        integrationId,
        dotdigitalId: Number(integrationId) * 100 + day,
        name,
        subject: `${name} for @FIRSTNAME@`,
        status: 'Sent',
        htmlContent: '<p>Dear @firstname@</p><script>1</script>',
        plainTextContent: 'Dear @FIRSTNAME@, @NOFIELD@',
        sentAt: new Date(Date.UTC(2026, 1, day)),
        ...(ofBook ? { books: { create: { addressBookId } } } : {}),
      },
    });
  const [old, last] = [await campaign('Old', 1, true), await campaign('Last', 2, true)];
  await campaign('Elsewhere', 3, false);
  const shown = await asked(2);
  expect(shown.campaigns.map(({ name }) => name)).toEqual(['Last', 'Old']);
  expect(shown.mail).toEqual({
    campaignId: String(last.id),
    subject: 'Last for <i>Cyd</i>',
    html: '<p>Dear &lt;i&gt;Cyd&lt;/i&gt;</p>',
    plainText: 'Dear <i>Cyd</i>, @NOFIELD@',
  });
  expect((await asked(0, String(old.id))).mail?.subject).toBe('Old for Ann');
});

it('names the account’s active programs', async () => {
  const { ctx, client } = await exportWorld();
  const programs = await listActivePrograms(ctx, client);
  const all = [];
  for await (const { rows } of client.programs()) all.push(...rows);
  expect(programs.map(({ name }) => name)).toEqual(
    all.filter(({ status }) => status === 'Active').map(({ name }) => name),
  );
});

it('leads from every count of a run to as many rows, which become a list', async () => {
  const { ctx, connect, settle, lastRun } = await world();
  await connect();
  await settle();
  const run = await lastRun();
  const id = String(run.id);
  const [{ counts, causes }, rowCounts] = [await getSyncRun(ctx, { id }), await countRunRows(ctx, id)];
  const shown = (search: string) =>
    listRunOutcomes(ctx, id, parseTableQuery(new URLSearchParams(search), outcomeGrid.table));
  for (const { outcome, cause, count } of rowCounts) {
    const search = `f.outcome=any:${outcome}${cause === null ? '' : `&f.reason=any:${cause}`}`;
    const { rows, total } = await shown(search);
    expect([search, cause === null ? rows.length >= count : rows.length === count]).toEqual([search, true]);
    expect(total).toBe(rows.length);
  }
  expect((await shown('f.outcome=any:skipped')).total).toBe(counts.leftOut);
  expect((await shown('f.outcome=any:added,updated,removed,unsubscribed')).total).toBe(3);
  for (const { code, outcome, count } of causes)
    expect((await shown(`f.outcome=any:${outcome}&f.reason=any:${code}`)).total).toBe(count);
  expect((await shown('f.action=any:update')).rows[0]?.changes).toEqual(
    expect.arrayContaining([{ field: 'FIRSTNAME', before: 'Anna', after: 'Ann' }]),
  );
  const people = { kind: 'run' as const, id, query: 'f.outcome=any:added,updated' };
  expect(await countListable(ctx, people)).toEqual([{ entity: 'contact', count: 3 }]);
  expect(
    await createListOfShown(ctx, { ...people, name: `Of run ${id}`, entity: 'contact', expected: 3 }),
  ).toMatchObject({ memberCount: 3 });
});
