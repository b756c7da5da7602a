import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { readRecipientAsk } from './recipient-ask';
import { listSplitChoices } from './list-split-choices';
import { splitAudience } from './split-audience';

let ctx: Awaited<ReturnType<typeof testContext>>;
beforeEach(async () => {
  ctx = await testContext();
});

const by = (split: string) => readRecipientAsk({ split });
const people = (count: number): string[] => {
  const run = randomUUID();
  return Array.from({ length: count }, (_, n) => `${n}-${run}@split.example`);
};
const send = async (emails: readonly string[]): Promise<string> =>
  (await createCampaign(ctx.db.prisma, { recipients: emails.map((email, n) => ({ email, opens: n % 2 })) }))
    .id;
const told = async (id: string, split: string, asker = ctx) =>
  (await splitAudience(asker, id, by(split)))?.parts.map(({ kind, label, counts }) => [
    kind,
    label,
    counts.recipients,
    counts.openers,
  ]);

describe('an audience told apart', () => {
  it('has the values that most have, what is left of them, who has none, and who is no such record', async () => {
    const emails = people(20);
    await createRecords(ctx.db.prisma, 18, (n) => ({
      email: emails[n],
      // Two of each of the first two, one of each of the others, the last two have none.
      city: n >= 16 ? null : n < 2 ? 'Aachen' : n < 4 ? (n === 2 ? 'Bonn' : 'BONN') : `City ${n}`,
    }));
    const id = await send(emails);
    const parts = (await told(id, 'contact.city')) ?? [];
    expect(parts.slice(0, 2)).toEqual([
      ['value', 'Aachen', 2, 1],
      ['value', expect.stringMatching(/^bonn$/i), 2, 1],
    ]);
    expect(parts).toHaveLength(12 + 3);
    expect(parts.slice(12)).toEqual([
      ['others', '', 2, 1],
      ['empty', '', 2, 1],
      ['none', '', 2, 1],
    ]);
  });

  it('asks the oldest record of an address, of the kind that was chosen', async () => {
    const [email = ''] = people(1);
    await createRecords(ctx.db.prisma, 1, { email, city: 'Older lead', entity: 'lead' });
    await createRecords(ctx.db.prisma, 2, (n) => ({ email, city: n === 0 ? 'Oldest' : 'Younger' }));
    const id = await send([email]);
    expect(await told(id, 'contact.city')).toEqual([['value', 'Oldest', 1, 0]]);
    expect(await told(id, 'lead.city')).toEqual([['value', 'Older lead', 1, 0]]);
    expect(await told(id, 'customer.city')).toEqual([['none', '', 1, 0]]);
  });

  it('counts who has several in each, and those of the rest once', async () => {
    const emails = people(3);
    const records = await createRecords(ctx.db.prisma, 3, (n) => ({ email: emails[n] }));
    const tags = await Promise.all(
      Array.from({ length: 14 }, (_, n) =>
        ctx.db.prisma.tag.create({ data: { name: `T${String(n).padStart(2, '0')} ${randomUUID()}` } }),
      ),
    );
    await ctx.db.prisma.recordTag.createMany({
      data: [
        ...tags.map(({ id: tagId }) => ({ recordId: records[0]?.id ?? 0n, tagId })),
        { recordId: records[1]?.id ?? 0n, tagId: tags[0]?.id ?? 0n },
      ],
    });
    const parts = (await told(await send(emails), 'contact.tags')) ?? [];
    expect(parts[0]).toEqual(['value', tags[0]?.name, 2, 1]);
    expect(parts.slice(12)).toEqual([
      ['others', '', 1, 0],
      ['empty', '', 1, 0],
    ]);
  });

  it('by lists has those that the person may see, and whom they have now', async () => {
    const emails = people(2);
    const records = await createRecords(ctx.db.prisma, 2, (n) => ({ email: emails[n] }));
    const { prisma } = ctx.db;
    const owner = await testContext({ role: 'marketer' });
    const ownerId = owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null;
    const open = await createList(prisma, { name: `Open ${randomUUID()}` });
    const hidden = await createList(prisma, { name: `Hidden ${randomUUID()}` });
    await prisma.marketingList.update({ where: { id: hidden }, data: { ownerOnly: true, ownerId } });
    const item = (listId: bigint, n: number, more: object = {}) =>
      prisma.listItem.create({ data: { listId, recordId: records[n]?.id ?? 0n, inFilter: true, ...more } });
    await item(open, 0);
    await item(open, 1, { removedAt: new Date() });
    await item(hidden, 0);
    const id = await send(emails);
    const names = async (asker: typeof ctx) =>
      ((await told(id, 'contact.lists', { ...asker, db: ctx.db })) ?? []).map(([, label]) => String(label));
    expect((await names(owner)).map((name) => name.slice(0, 4)).sort()).toEqual(['', 'Hidd', 'Open']);
    const colleague = await testContext({ role: 'marketer' });
    expect((await names(colleague)).map((name) => name.slice(0, 4)).sort()).toEqual(['', 'Open']);
  });

  it('is none where nothing, or what is not there, is asked for, and for nobody without people', async () => {
    const id = await send(people(1));
    expect(await splitAudience(ctx, id)).toBeNull();
    for (const split of ['contact.custom.gone', 'contact.email', 'contact.password', 'house.city', 'contact'])
      expect(await splitAudience(ctx, id, by(split))).toBeNull();
    expect(await told(await send([]), 'contact.city')).toEqual([]);
    const viewer = { ...(await testContext({ role: 'viewer' })), db: ctx.db };
    await expect(splitAudience(viewer, id, by('contact.city'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is offered by every custom field, tags and lists of each kind of record', async () => {
    const key = `f${randomUUID().slice(0, 8)}`;
    await ctx.db.prisma.customField.create({ data: { entity: 'lead', key, label: 'Own', type: 'choice' } });
    const choices = await listSplitChoices(ctx);
    expect(choices.map(({ label }) => label)).toEqual(['Contacts', 'Leads', 'Customers']);
    const values = choices.map(({ options }) => options.map(({ value }) => value));
    expect(values[1]).toContain(`lead.custom.${key}`);
    expect(values[0]).toEqual(expect.arrayContaining(['contact.country', 'contact.tags', 'contact.lists']));
    expect(values[0]).not.toContain('contact.email');
  });
});
