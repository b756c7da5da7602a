import { expect, test } from 'vitest';
import { listKnownPeople } from '@/lib/address-books';
import { storeCampaigns } from '@/lib/campaigns';
import { parseTableQuery } from '@/lib/table-query';
import { knownPeopleGrid } from '@/lib/address-books';
import { sendingWorld, type SendingWorld } from '@/prisma/seed/sending-world';
import { testContext } from '@/prisma/test-context';
import {
  askSend,
  checkDraft,
  createDraftFor,
  discardDraft,
  draftGrid,
  findDraftOf,
  findDueDrafts,
  getDraft,
  getDraftContent,
  getDraftMail,
  integrationOfConnection,
  integrationOfDraft,
  listDrafts,
  listDraftTargets,
  pushDraft,
  readAccountOffer,
  readTemplate,
  sendTest,
  takeOverDraft,
  updateDraft,
} from './index';
import { ApiDraftInput, SendInput, TestSendInput, UpdateDraftInput } from './schemas';

const updateOf = (world: SendingWorld, id: string, version: number, given: object = {}) => {
  const { connectionId: _, ...fields } = world.fields;
  return UpdateDraftInput.parse({ ...fields, id, version, ...given });
};

type Mail = { kind: string; recipient: string; sender: string; subject: string; html: string; plain: string };

test('a draft stands at Dotdigital as it was written, and is checked against the people of its book', async () => {
  const world = await sendingWorld();
  const id = await world.draft({ subject: 'For @FIRSTNAME@ of @NOSUCHFIELD@' });
  const { dotdigitalId, state, problem } = await world.row(id);
  expect([state, problem]).toEqual(['draft', null]);
  const made = await world.client.campaign(dotdigitalId ?? 0);
  expect([made.name, made.subject, made.status]).toEqual([
    'Spring sale',
    'For @FIRSTNAME@ of @NOSUCHFIELD@',
    'Unsent',
  ]);
  expect(made.htmlContent).toContain('Only this week');

  const check = await checkDraft(world.ctx, world.client, id);
  expect(check).toMatchObject({
    recipients: 3,
    strangers: 0,
    leftOut: [],
    remote: 'same',
    book: { code: 'settled' },
  });
  expect(check.marks).toEqual([
    expect.objectContaining({ name: 'FIRSTNAME', state: 'known', lacking: 1 }),
    expect.objectContaining({ name: 'NOSUCHFIELD', state: 'unknown', lacking: null }),
  ]);
  const lacking = await listKnownPeople(
    world.ctx,
    { kind: 'book', id: String(world.addressBookId) },
    parseTableQuery(new URLSearchParams({ 'f.lacks': 'any:FIRSTNAME' }), knownPeopleGrid.table),
  );
  expect(lacking.rows.map(({ email }) => email)).toEqual([world.mail('p0')]);
  expect((await getDraftMail(world.ctx, id)).html).toContain('Hello @FIRSTNAME@');
  expect(await integrationOfDraft(world.ctx, id)).toBe(String(world.integrationId));
  expect(await integrationOfConnection(world.ctx, world.fields.connectionId)).toBe(
    String(world.integrationId),
  );
});

test('who may not be mailed is left out, by reason, and is not counted', async () => {
  const world = await sendingWorld();
  const { rows } = await listKnownPeople(
    world.ctx,
    { kind: 'book', id: String(world.addressBookId) },
    parseTableQuery(new URLSearchParams(), knownPeopleGrid.table),
  );
  await world.ctx.db.prisma.dotdigitalContact.updateMany({
    where: { integrationId: world.integrationId, emailKey: rows[0]?.email ?? '' },
    data: { status: 'Unsubscribed' },
  });
  const check = await checkDraft(world.ctx, world.client, await world.draft());
  expect(check.recipients).toBe(2);
  expect(check.leftOut.map(({ count }) => count)).toEqual([1]);
});

test('a save writes over the draft there, and never over what somebody changed there meanwhile', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await updateDraft(world.ctx, world.client, updateOf(world, id, 1, { subject: 'Second' }));
  const { dotdigitalId, heldHash } = await world.row(id);
  expect((await world.client.campaign(dotdigitalId ?? 0)).subject).toBe('Second');
  expect(heldHash).not.toBeNull();
  await expect(updateDraft(world.ctx, world.client, updateOf(world, id, 1))).rejects.toThrow(
    'changed meanwhile',
  );

  const { name, fromName, htmlContent, plainTextContent } = await world.client.campaign(dotdigitalId ?? 0);
  await world.client.updateCampaign(dotdigitalId ?? 0, {
    name,
    fromName,
    subject: 'Designed in Email Studio',
    fromAddressId: Number(world.fields.fromAddressId),
    replyAction: 'Unset',
    replyToAddress: '',
    htmlContent: htmlContent ?? '',
    plainTextContent: plainTextContent ?? '',
  });
  expect((await checkDraft(world.ctx, world.client, id)).remote).toBe('changed');
  await expect(updateDraft(world.ctx, world.client, updateOf(world, id, 2))).rejects.toThrow(
    'changed at Dotdigital',
  );
  await world.ask(id);
  expect(await world.push(id)).toBe('draft');
  expect((await world.row(id)).problem).toContain('changed at Dotdigital after it was confirmed');
  expect(await world.sends()).toEqual([]);

  await takeOverDraft(world.ctx, world.client, { id, version: (await world.row(id)).version });
  const taken = await getDraft(world.ctx, id);
  expect([taken.subject, taken.previewText]).toEqual(['Designed in Email Studio', 'Only this week']);
  expect((await checkDraft(world.ctx, world.client, id)).remote).toBe('same');
});

test('a draft whose making had no answer is found again, not made twice', async () => {
  const world = await sendingWorld();
  await world.control('/faults', [{ route: '/v2/campaigns', method: 'POST', nth: 1, kind: 'reset-after' }]);
  const id = await world.draft();
  const before = await world.row(id);
  expect([before.dotdigitalId, before.problem !== null]).toEqual([null, true]);
  expect((await checkDraft(world.ctx, world.client, id)).remote).toBe('not_made');
  await expect(world.ask(id)).rejects.toThrow('not at Dotdigital');
  await updateDraft(world.ctx, world.client, updateOf(world, id, before.version));
  const after = await world.row(id);
  expect([after.dotdigitalId !== null, after.makingSince, after.problem]).toEqual([true, null, null]);
  let made = 0;
  for await (const { rows } of world.client.campaigns())
    made += rows.filter(({ name }) => name === 'Spring sale').length;
  expect(made).toBe(1);
});

test('a test goes to chosen addresses with a person’s values, and leaves the campaign a draft', async () => {
  const world = await sendingWorld();
  const id = await world.draft({ fromName: 'Ann "A", of\u0009<x>' });
  const { id: recordId } = await world.ctx.db.prisma.crmRecord.findFirstOrThrow({
    where: { email: world.mail('p1') },
  });
  await world.control('/mailbox');
  const input = TestSendInput.parse({
    id,
    to: 'ann@example.com, bob@example.com\nann@example.com',
    recordId: String(recordId),
  });
  expect(await sendTest(world.ctx, world.client, input)).toEqual({
    to: ['ann@example.com', 'bob@example.com'],
  });
  const mails = (await world.control<Mail[]>('/mailbox')).filter(({ kind }) => kind === 'transactional');
  expect(mails.map(({ recipient }) => recipient)).toEqual(['ann@example.com', 'bob@example.com']);
  expect(mails[0]?.subject).toBe('[Test] For Person 1');
  expect(mails[0]?.html).toContain('Hello Person 1');
  const { dotdigitalId } = await world.row(id);
  expect((await world.client.campaign(dotdigitalId ?? 0)).status).toBe('Unsent');
  expect(TestSendInput.safeParse({ id, to: 'not an address' }).success).toBe(false);
});

test('a campaign goes to its book once, and comes back with the import under the same number', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await world.ask(id);
  expect((await findDueDrafts(world.ctx)).map(({ draftId }) => String(draftId))).toContain(id);
  await world.sentOnce(id);
  const row = await world.row(id);
  expect([row.recipientCount, row.leftOutCount, row.problem]).toEqual([3, 0, null]);
  expect((await findDueDrafts(world.ctx)).map(({ draftId }) => String(draftId))).not.toContain(id);
  const { isImported } = await getDraft(world.ctx, id);
  const campaign = await world.client.campaign(row.dotdigitalId ?? 0);
  await world.ctx.db.prisma.$transaction((tx) =>
    storeCampaigns(world.ctx, tx, {
      integrationId: world.integrationId,
      addressBookId: world.addressBookId,
      rows: [campaign],
      defaultOwnerId: null,
    }),
  );
  expect([isImported, (await getDraft(world.ctx, id)).isImported]).toEqual([false, true]);
  expect((await findDraftOf(world.ctx, id))?.list.id).toBe(String(world.listId));
  expect(await findDraftOf(world.ctx, '999999999')).toBeNull();
  const imported = await world.ctx.db.prisma.emailCampaign.findUniqueOrThrow({ where: { id: BigInt(id) } });
  expect(imported.dotdigitalId).toBe(row.dotdigitalId);
  await expect(world.ask(id)).rejects.toThrow('being sent already');
  expect(
    await world.ctx.db.prisma.auditEntry.count({ where: { action: 'campaign.send', subjectId: id } }),
  ).toBe(1);
});

test('of two people who press Send, and of four workers, one sends', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  const input = await world.sendInput(id);
  const presses = await Promise.allSettled([1, 2, 3, 4].map(() => askSend(world.ctx, input)));
  expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await Promise.all([1, 2, 3, 4].map(() => pushDraft(world.ctx, BigInt(id))));
  await world.sentOnce(id);
});

test('one that is scheduled waits at Dotdigital, and one that is taken back there is told so', async () => {
  const world = await sendingWorld();
  const [later, never] = [await world.draft(), await world.draft({ name: 'Taken back' })];
  const at = new Date(world.clock.now.getTime() + 3_600_000).toISOString();
  for (const id of [later, never]) {
    await world.ask(id, { at });
    await pushDraft(world.ctx, BigInt(id));
    await pushDraft(world.ctx, BigInt(id));
    expect((await world.row(id)).state).toBe('accepted');
    expect(await world.received(id)).toBe(0);
  }
  const { dotdigitalId } = await world.row(never);
  await world.control(`/campaigns/${dotdigitalId}`, { status: 'Cancelled' }, 'PATCH');
  expect(await world.push(never)).toBe('cancelled');
  await world.pass(3_700);
  expect([await world.push(later), await world.received(later), await world.received(never)]).toEqual([
    'sent',
    3,
    0,
  ]);
  const past = await world.sendInput(await world.draft({ name: 'Past' }), {
    at: new Date(world.clock.now.getTime() - 1000).toISOString(),
  });
  await expect(askSend(world.ctx, past)).rejects.toThrow('still to come');
});

test('nothing goes to a book whose wave is not settled, to another number of people, or with an unknown field, unless it is told', async () => {
  const world = await sendingWorld();
  const id = await world.draft({ subject: 'For @NOSUCHFIELD@' });
  const input = await world.sendInput(id);
  await expect(askSend(world.ctx, input)).rejects.toThrow('NOSUCHFIELD');
  await expect(askSend(world.ctx, { ...input, recipients: 4, despite: ['unknown_fields'] })).rejects.toThrow(
    '3 people would get it now, not 4',
  );
  await world.ctx.db.prisma.wave.updateMany({
    where: { connectionId: world.connectionId },
    data: { phase: 'sending' },
  });
  expect((await checkDraft(world.ctx, world.client, id)).book.code).toBe('under_way');
  await expect(askSend(world.ctx, { ...input, despite: ['unknown_fields'] })).rejects.toThrow(
    'wave is under way',
  );
  await askSend(world.ctx, { ...input, despite: ['unknown_fields', 'unsettled'] });
  expect((await world.row(id)).despite.sort()).toEqual(['unknown_fields', 'unsettled']);
  await world.sentOnce(id);
});

test('states of a book other than settled are told apart', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  const { prisma } = world.ctx.db;
  const code = async () => (await checkDraft(world.ctx, world.client, id)).book.code;
  const where = { id: world.connectionId };
  for (const state of ['paused', 'stopped', 'held'] as const) {
    await prisma.connection.update({ where, data: { state } });
    expect(await code()).toBe(state);
  }
  await prisma.connection.update({ where, data: { state: 'active' } });
  await prisma.wave.updateMany({ where: { connectionId: world.connectionId }, data: { phase: 'rejected' } });
  expect(await code()).toBe('failed');
  await prisma.wave.updateMany({ where: { connectionId: world.connectionId }, data: { kind: 'opt_outs' } });
  expect(await code()).toBe('never');
});

test('a refusal of Dotdigital makes it a draft again with the reason; what passes is tried again', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await world.control('/faults', [
    {
      route: '/v2/campaigns/send',
      method: 'POST',
      nth: 1,
      kind: 'bad-request',
      args: { code: 'ERROR_CAMPAIGN_SENDNOTPERMITTED', message: 'Send not permitted at this time.' },
    },
  ]);
  await world.ask(id);
  expect(await world.push(id)).toBe('draft');
  expect((await world.row(id)).problem).toContain('Send not permitted');
  await world.control('/faults', {}, 'DELETE');
  await world.ask(id);
  expect([await world.push(id), await world.received(id)]).toEqual(['sent', 3]);
});

test('what is to go at once and could not for an hour is not sent by surprise', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  await world.ask(id);
  world.clock.now = new Date(world.clock.now.getTime() + 3_700_000);
  expect(await world.push(id)).toBe('draft');
  expect(await world.sends()).toEqual([]);
});

test('a list of somebody else is not mailed, a hidden one’s campaigns are unknown, a viewer may nothing', async () => {
  const world = await sendingWorld();
  const id = await world.draft();
  const [owner, marketer, viewer] = await Promise.all(
    (['marketer', 'marketer', 'viewer'] as const).map((role) =>
      testContext({ role, dotdigitalUrl: world.simulator.url, now: world.ctx.now }),
    ),
  );
  const list = { id: world.listId };
  const ownerId = owner?.actor.kind === 'person' ? BigInt(owner.actor.userId) : null;
  await world.ctx.db.prisma.marketingList.update({ where: list, data: { ownerId } });
  const input = await world.sendInput(id);
  if (!owner || !marketer || !viewer) throw new Error('people');
  const query = parseTableQuery(new URLSearchParams(), draftGrid.table);
  const namesFor = async (ctx: typeof owner) => (await listDrafts(ctx, query)).rows.map((row) => row.id);

  expect((await getDraft(marketer, id)).canChange).toBe(false);
  await expect(askSend(marketer, input)).rejects.toThrow(/connection|list/);
  await expect(discardDraft(marketer, { id, version: 1 })).rejects.toThrow('list of somebody else');
  expect((await listDraftTargets(marketer)).map(({ list: { id: of } }) => of)).not.toContain(
    String(world.listId),
  );
  expect((await listDraftTargets(owner)).map(({ list: { id: of } }) => of)).toContain(String(world.listId));
  expect(await namesFor(marketer)).toContain(id);

  await world.ctx.db.prisma.marketingList.update({ where: list, data: { ownerOnly: true } });
  await expect(getDraft(marketer, id)).rejects.toThrow('campaign not found');
  await expect(
    sendTest(marketer, world.client, TestSendInput.parse({ id, to: 'a@example.com' })),
  ).rejects.toThrow('not found');
  expect(await namesFor(marketer)).not.toContain(id);
  await expect(getDraft(viewer, id)).rejects.toThrow('campaigns.send');
  await askSend(owner, input);
  await world.sentOnce(id);
});

test('an account offers its from addresses and templates; a template is the beginning of a draft', async () => {
  const world = await sendingWorld();
  const answer = await fetch(`${world.simulator.url}/v2/templates`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      name: 'Monthly',
      subject: 'News',
      fromName: 'Ann',
      htmlContent: '<p>News</p><a href="http://$UNSUB$">out</a>',
      plainTextContent: 'News http://$UNSUB$',
    }),
  });
  const { id } = (await answer.json()) as { id: number };
  const offer = await readAccountOffer(world.ctx, world.client);
  expect(offer.fromAddresses.length).toBeGreaterThan(0);
  expect(offer.templates).toEqual([{ id: String(id), name: 'Monthly' }]);
  expect(await readTemplate(world.ctx, world.client, String(id))).toMatchObject({
    subject: 'News',
    previewText: '',
  });
});

test('a draft that nobody sent can be discarded; what was sent can’t', async () => {
  const world = await sendingWorld();
  const [gone, sent] = [await world.draft(), await world.draft({ name: 'Sent' })];
  await discardDraft(world.ctx, { id: gone, version: 1 });
  await expect(getDraft(world.ctx, gone)).rejects.toThrow('not found');
  await world.ask(sent);
  await expect(
    discardDraft(world.ctx, { id: sent, version: (await world.row(sent)).version }),
  ).rejects.toThrow();
});

test('other systems name the list and the account; what is not there is refused at its name', async () => {
  const world = await sendingWorld();
  const { connectionId: _, fromAddressId: __, ...fields } = world.fields;
  const given = ApiDraftInput.parse({
    ...fields,
    integrationId: String(world.integrationId),
    marketingListId: String(world.listId),
  });
  const { id } = await createDraftFor(world.ctx, world.client, given);
  expect((await getDraft(world.ctx, id)).dotdigitalId).not.toBeNull();
  expect((await getDraftContent(world.ctx, id)).htmlContent).toBe(fields.htmlContent);
  await expect(
    createDraftFor(world.ctx, world.client, { ...given, fromAddress: 'nobody@example.com' }),
  ).rejects.toThrow('no such from address');
  await expect(
    createDraftFor(world.ctx, world.client, { ...given, marketingListId: '999999999' }),
  ).rejects.toThrow('not connected');
  expect(ApiDraftInput.safeParse({ ...given, state: 'sent' }).success).toBe(false);
});

test('a time is read as it is written, and a mail without an unsubscribe link is refused', () => {
  expect(SendInput.safeParse({ id: '1', version: 1, recipients: 1, at: 'tomorrow' }).success).toBe(false);
  const given = {
    id: '1',
    version: 1,
    name: 'a',
    subject: 'b',
    fromName: 'c',
    fromAddressId: '1',
    htmlContent: 'no way out',
    plainTextContent: 'http://$unsub$',
  };
  const paths = UpdateDraftInput.safeParse(given).error?.issues.map(({ path }) => path.join('.'));
  expect(paths).toEqual(['htmlContent']);
});
