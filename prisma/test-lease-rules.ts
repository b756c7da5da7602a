import { Prisma, type LeaseRule } from '@/lib/db';

/** The two kinds of leases that there are, over tables of the test's own. A second is long enough to be alive in, and short to wait for. */
const open = Prisma.sql`NOT ended`;

export const numbered: LeaseRule = {
  table: 'lease_numbered',
  key: 'id',
  until: 'lease_until',
  owner: 'lease_owner',
  ownerType: 'text',
  fence: 'fence',
  open,
  seconds: 1,
};

export const named: LeaseRule = {
  table: 'lease_named',
  key: 'id, part',
  until: 'held_until',
  owner: 'holder',
  ownerType: 'uuid',
  fence: null,
  open,
  seconds: 1,
};

export const leaseTables = [
  `CREATE TABLE lease_numbered (id bigint PRIMARY KEY, lease_until timestamptz(3), lease_owner text, fence bigint NOT NULL DEFAULT 0,
     ended boolean NOT NULL DEFAULT false, written int NOT NULL DEFAULT 0)`,
  `CREATE TABLE lease_named (id bigint, part text DEFAULT 'a', held_until timestamptz(3), holder uuid,
     ended boolean NOT NULL DEFAULT false, written int NOT NULL DEFAULT 0, PRIMARY KEY (id, part))`,
];
