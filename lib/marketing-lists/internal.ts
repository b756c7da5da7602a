import type { Context } from '../context';
import type { Prisma, Tx } from '../db';
import { invalidFields, notFound } from '../errors';
import { idText } from '../text';
import { ownerOf } from './lists/list-owner';
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

/** What a form gives of a list, checked against the tables; the entity is given once. Throws at the field. */
export async function givenFields(ctx: Context, tx: Tx, input: Omit<CreateMarketingList, 'entity'>) {
  const { name, description, type, columns, ownerOnly } = input;
  const [ownerId, folderId] = [await ownerOf(ctx, tx, input), await checkFolder(tx, input.folderId)];
  return {
    name,
    description,
    type,
    columns,
    ownerOnly,
    ownerId,
    folderId,
    filter: input.filter as Prisma.InputJsonObject,
  };
}

async function checkFolder(tx: Tx, folderId: string | null): Promise<bigint | null> {
  if (folderId === null) return null;
  const folder = await tx.listFolder.findUnique({ where: { id: BigInt(folderId) }, select: { id: true } });
  if (!folder) throw invalidFields({ folderId: 'This folder is gone. Choose another one.' });
  return folder.id;
}
