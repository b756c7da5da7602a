import type { Prisma, Tx } from '@/lib/db';
import { emailKey } from '@/lib/email-key';

const firstNames = [
  'Ada',
  'Björn',
  'Chloë',
  'Dmitri',
  'Élodie',
  'Fatima',
  'Giovanni',
  'Hanna',
  'Ingrid',
  'José',
];
const lastNames = [
  'Achterberg',
  'O’Brien',
  'Dvořák',
  'Müller-Lüdenscheidt',
  'Ní Bhriain',
  'van der Berg',
  'Tanabe',
  'Solheim',
];

type Overrides = Omit<Partial<Prisma.CrmRecordUncheckedCreateInput>, 'email' | 'emailKey'> & {
  email?: string | null;
};

let made = 0;

/**
 * Records with names and addresses of their own. The n-th record of a process is always the same person;
 * `overrides` may be made per record.
 */
export async function createRecords(
  tx: Tx,
  count: number,
  overrides: Overrides | ((n: number) => Overrides) = {},
): Promise<{ id: bigint; email: string | null; emailKey: string | null }[]> {
  const data = Array.from({ length: count }, (_, n) => {
    made += 1;
    const own = typeof overrides === 'function' ? overrides(n) : overrides;
    const email = own.email === undefined ? `person-${made}@example.com` : own.email;
    return {
      entity: 'contact' as const,
      firstName: firstNames[made % firstNames.length] ?? null,
      lastName: lastNames[made % lastNames.length] ?? null,
      ...own,
      email,
      emailKey: emailKey(email),
    };
  });
  return tx.crmRecord.createManyAndReturn({ data, select: { id: true, email: true, emailKey: true } });
}
