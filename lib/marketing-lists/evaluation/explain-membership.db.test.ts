import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  condition,
  connectList,
  createList,
  createPerson,
  createSentCampaign,
  filterOf,
} from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { evaluateList } from './evaluate-list';
import { explainMembership } from './explain-membership';
import type { FilterRule } from '@/lib/filters/schemas';

const any = (...rules: FilterRule[]): FilterRule => ({ kind: 'group', combinator: 'any', rules });

it('shows every condition with the person’s own value, a tick or a cross, and what would have to change', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  const email = `${randomUUID()}@why.example`;
  const campaignId = String(await createSentCampaign(tx, { recipients: [{ email, opens: 3 }] }));
  const id = await createPerson(tx, { email, city: 'Paris', birthday: new Date('1990-05-01') });
  const listId = String(
    await createList(tx, {
      filter: filterOf(
        condition('city', 'is', 'Berlin'),
        any(
          condition('campaign.opens', 'eq', 1, { campaignId }),
          condition('birthday', 'before', '2000-01-01'),
        ),
        condition('company', 'empty', undefined, { not: true }),
      ),
    }),
  );
  await evaluateList(ctx, BigInt(listId));
  const { records, message } = await explainMembership(ctx, { listId, who: ` ${email.toUpperCase()} ` });
  expect(message).toBeNull();
  expect(records).toMatchObject([
    {
      recordId: String(id),
      inList: false,
      matches: false,
      verdict: 'Not on the list: the filter does not match.',
      filter: {
        kind: 'group',
        holds: false,
        rules: [
          { path: [0], words: 'whose city is “Berlin”', value: 'Paris', holds: false },
          {
            path: [1],
            kind: 'group',
            words: 'any of these',
            holds: true,
            rules: [
              { value: 'opened 3×', holds: false },
              { value: '1990-05-01', holds: true },
            ],
          },
          { path: [2], words: 'whose company is empty', not: true, value: 'empty', holds: false },
        ],
      },
      toChange: [
        'Would have to be among those whose city is “Berlin” (now: Paris).',
        'Would have to be no longer among those whose company is empty (now: empty).',
      ],
    },
  ]);
});

it('goes on from the list to the book: duplicates, consent, marks, Dotdigital’s status, last wave', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const city = randomUUID();
  const email = `${randomUUID()}@steps.example`;
  const elder = await createPerson(tx, { email, city, firstName: 'Ada', lastName: 'Elder' });
  const younger = await createPerson(tx, { email, city, consentState: 'withdrawn' });
  const listId = await createList(tx, { filter: filterOf(condition('city', 'is', city)) });
  await evaluateList(ctx, listId);
  const { integrationId } = await connectList(tx, listId);
  await tx.dotdigitalContact.create({ data: { integrationId, emailKey: email, status: 'Unsubscribed' } });
  const { records } = await explainMembership(ctx, { listId: String(listId), who: String(younger) });
  const [record] = records;
  expect(record).toMatchObject({ inList: true, matches: true });
  expect(record?.verdict).toMatch(/^On the list, but not mailed\. Ada Elder/);
  const of = (key: string) =>
    [...(record?.steps ?? []), ...(record?.books[0]?.steps ?? [])].find((step) => step.key === key);
  expect(of('duplicate')).toMatchObject({ ok: false, words: expect.stringContaining(`no. ${elder}`) });
  expect(of('consent')).toMatchObject({ ok: false });
  expect(of('dotdigital')).toMatchObject({ ok: false, words: 'Unsubscribed.' });
  expect(of('wave')).toMatchObject({ ok: null, words: 'No wave has ended yet.' });
  expect(record?.toChange).toHaveLength(3);
  expect(
    (await explainMembership(ctx, { listId: String(listId), who: email })).records.map(
      ({ recordId }) => recordId,
    ),
  ).toEqual([String(elder), String(younger)]);
});

it('says so of an address that nobody here has, that another kind of record has, and of no address at all', async () => {
  const ctx = await testContext();
  const listId = String(await createList(ctx.db.prisma));
  const email = `${randomUUID()}@lead.example`;
  await createPerson(ctx.db.prisma, { entity: 'lead', email });
  const told = async (who: string) => (await explainMembership(ctx, { listId, who })).message;
  expect(await told('nobody@nowhere.example')).toBe(
    'Nobody in the CRM has the address nobody@nowhere.example, so no list can hold it.',
  );
  expect(await told(email)).toContain('No contact has the address');
  expect(await told("'; DROP TABLE users; --")).toContain('is not an e-mail address');
  expect(await told('999999999')).toBe('There is no contact with the number 999999999.');
});

it('still explains marks and mail of a list whose filter can’t be read', async () => {
  const ctx = await testContext();
  const recordId = await createPerson(ctx.db.prisma);
  const listId = await createList(ctx.db.prisma, { filter: filterOf(condition('gone', 'is', 'x')) });
  await ctx.db.prisma.listItem.create({ data: { listId, recordId, inFilter: true, removedAt: new Date() } });
  const explained = await explainMembership(ctx, { listId: String(listId), who: String(recordId) });
  expect(explained).toMatchObject({
    problems: [{ path: [0] }],
    records: [{ matches: null, filter: null, verdict: 'Not on the list: removed by hand.' }],
  });
});
