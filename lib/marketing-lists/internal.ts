import { Prisma, type Tx } from '../db';
import { type AppError, conflict, invalidInput, notFound } from '../errors';
import { idText } from '../text';
import type { CreateMarketingList, ListEvaluation } from './schemas';

/** An id from an address or a form; what can't be one is simply not found. */
export function listKey(id: string): bigint {
  if (!idText.safeParse(id).success) throw notFound('marketing list');
  return BigInt(id);
}

export async function fetchList(tx: Tx, id: bigint) {
  const list = await tx.marketingList.findUnique({
    where: { id },
    include: { owner: { select: { id: true, name: true } }, folder: { select: { id: true, name: true } } },
  });
  if (!list) throw notFound('marketing list');
  return list;
}

export type ListWithOwner = Awaited<ReturnType<typeof fetchList>>;

/** One change or evaluation of a list's items at a time, whoever asks; ends with the transaction. */
export async function lockList(tx: Tx, listId: bigint): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('dotbridge.marketing-list', ${listId}::bigint))`;
}

export function evaluationView(list: {
  evaluationState: ListEvaluation['state'];
  evaluatedAt: Date | null;
  evaluationMs: number | null;
  evaluationError: string | null;
  evaluatedVersion: number | null;
  version: number;
}): ListEvaluation {
  return {
    state: list.evaluationState,
    at: list.evaluatedAt?.toISOString() ?? null,
    milliseconds: list.evaluationMs,
    message: list.evaluationError,
    outdated: list.evaluatedVersion !== null && list.evaluatedVersion !== list.version,
  };
}

export async function checkName(tx: Tx, name: string, except?: bigint): Promise<void> {
  const [taken] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM marketing_lists WHERE lower(name) = lower(${name}) AND archived_at IS NULL AND id IS DISTINCT FROM ${except ?? null}::bigint LIMIT 1`;
  if (taken) throw nameTaken();
}

export const nameTaken = (): AppError =>
  conflict('list name taken', { name: 'Another marketing list has this name. Choose a different one.' });

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** What a form gives of a list, checked against the tables; the entity is given once. Throws at the field. */
export async function givenFields(tx: Tx, input: Omit<CreateMarketingList, 'entity'>) {
  const { name, description, type, columns, ownerOnly, timeZone } = input;
  const [ownerId, folderId] = [await checkOwner(tx, input.ownerId), await checkFolder(tx, input.folderId)];
  return {
    name,
    description,
    type,
    columns,
    ownerOnly,
    timeZone,
    ownerId,
    folderId,
    filter: input.filter as Prisma.InputJsonObject,
  };
}

async function checkOwner(tx: Tx, ownerId: string | null): Promise<bigint | null> {
  if (ownerId === null) return null;
  const owner = await tx.user.findUnique({ where: { id: BigInt(ownerId) }, select: { id: true } });
  if (!owner)
    throw invalidInput('unknown owner', {
      ownerId: 'This person has no account any more. Choose another owner.',
    });
  return owner.id;
}

async function checkFolder(tx: Tx, folderId: string | null): Promise<bigint | null> {
  if (folderId === null) return null;
  const folder = await tx.listFolder.findUnique({ where: { id: BigInt(folderId) }, select: { id: true } });
  if (!folder) throw invalidInput('unknown folder', { folderId: 'This folder is gone. Choose another one.' });
  return folder.id;
}
