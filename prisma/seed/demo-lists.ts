import { systemActor } from '@/lib/context';
import type { CrmEntity } from '@/lib/crm/schemas';
import type { Db, Prisma } from '@/lib/db';
import { createLogger } from '@/lib/logger';
import { evaluateList } from '@/lib/marketing-lists';
import type { FilterDefinition } from '@/lib/filters/schemas';

type DemoList = {
  name: string;
  entity: CrmEntity;
  description: string;
  type: 'dynamic' | 'on_demand';
  columns: string[];
  filter: FilterDefinition;
};

const lists: DemoList[] = [
  {
    name: 'Newsletter, German speaking',
    entity: 'contact',
    description: 'Everyone in Germany, Austria and Switzerland with an address who has not opted out.',
    type: 'dynamic',
    columns: ['firstName', 'lastName', 'email', 'city', 'country'],
    filter: {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [
          { kind: 'condition', field: 'email', operator: 'not_empty' },
          { kind: 'condition', field: 'country', operator: 'one_of', value: ['DE', 'AT', 'CH'] },
          { kind: 'condition', field: 'consentState', operator: 'any_of', value: ['withdrawn'], not: true },
        ],
      },
    },
  },
  {
    name: 'Spring fair invitations',
    entity: 'contact',
    description: 'The guest list as it stood at the last Update.',
    type: 'on_demand',
    columns: ['firstName', 'lastName', 'email', 'company', 'city'],
    filter: {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [
          { kind: 'condition', field: 'company', operator: 'not_empty' },
          {
            kind: 'group',
            combinator: 'any',
            rules: [
              { kind: 'condition', field: 'consentState', operator: 'any_of', value: ['given'] },
              { kind: 'condition', field: 'campaign.opens', operator: 'gte', value: 1 },
            ],
          },
        ],
      },
    },
  },
  {
    name: 'Repeat buyers',
    entity: 'customer',
    description: 'Customers with two or more orders, the last of them within a year.',
    type: 'dynamic',
    columns: ['firstName', 'lastName', 'email', 'orderCount', 'lifetimeValue', 'lastOrderAt'],
    filter: {
      version: 1,
      root: {
        kind: 'group',
        combinator: 'all',
        rules: [
          { kind: 'condition', field: 'orderCount', operator: 'gte', value: 2 },
          { kind: 'condition', field: 'daysSinceLastOrder', operator: 'lte', value: 365 },
          { kind: 'condition', field: 'consentState', operator: 'any_of', value: ['withdrawn'], not: true },
        ],
      },
    },
  },
];

/** Three believable lists over the demo records, with their members; where one of the name lives already it is left alone. */
export async function seedDemoLists(db: Db): Promise<void> {
  const owner = await db.prisma.user.findFirst({
    where: { disabledAt: null },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  for (const list of lists) {
    const known = await db.prisma.marketingList.count({ where: { name: list.name, archivedAt: null } });
    if (known > 0) continue;
    const { id } = await db.prisma.marketingList.create({
      data: { ...list, filter: list.filter as Prisma.InputJsonObject, ownerId: owner?.id ?? null },
      select: { id: true },
    });
    await evaluateList({ actor: systemActor, db, now: () => new Date(), log: createLogger('silent') }, id);
  }
}
