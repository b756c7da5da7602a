import { isVisibleRecord, type Context } from '../context';
import { notFound } from '../errors';
import { permit } from '../permissions';
import { readWantedValues } from './wanted-values';

/** What a mail of the account has for this person: by data field in capitals, the value that would be sent, else the field's default. */
export async function readPersonValues(
  ctx: Context,
  { integrationId, recordId }: { integrationId: string; recordId: string },
): Promise<Map<string, string>> {
  permit(ctx, 'crm.read');
  const { prisma } = ctx.db;
  const record = await prisma.crmRecord.findFirst({
    where: { id: BigInt(recordId), deletedAt: null, ...isVisibleRecord(ctx) },
    select: { id: true, entity: true, email: true },
  });
  if (!record) throw notFound('record');
  const { values, join } = await readWantedValues(prisma, BigInt(integrationId), record.entity);
  const [[person], fields] = await Promise.all([
    prisma.$queryRaw<{ wanted: Record<string, string | null> }[]>`
      SELECT ${values} AS wanted FROM crm_records r ${join} WHERE r.id = ${record.id}`,
    prisma.dataField.findMany({
      where: { integrationId: BigInt(integrationId), goneAt: null },
      select: { name: true, defaultValue: true },
    }),
  ]);
  return new Map([
    ...fields.map(
      ({ name, defaultValue }) => [name.toUpperCase(), person?.wanted[name] || textOf(defaultValue)] as const,
    ),
    ['EMAIL', record.email ?? ''] as const,
  ]);
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
