import { recordAudit, type Context } from '@/lib/context';
import { type Tx } from '@/lib/db';
import { conflict, notFound } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { mayChangeList } from '../list-access';
import { isUniqueViolation } from './list-names';
import type {
  CreateListFolder,
  DeleteListFolder,
  ListFolder,
  ListFolderRow,
  MoveToFolder,
  RenameListFolder,
} from '../schemas';

const taken = 'Another folder has this name. Choose a different one.';
const nameTaken = () => conflict(taken, { name: taken });

/** Folders by name, with how many living lists stand in each. Everyone shares them. */
export async function listFolders(ctx: Context): Promise<ListFolderRow[]> {
  permit(ctx, 'lists.read');
  const folders = await ctx.db.prisma.listFolder.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: { _count: { select: { lists: { where: { archivedAt: null } } } } },
  });
  return folders.map(({ id, name, _count }) => ({ id: String(id), name, listCount: _count.lists }));
}

export async function createListFolder(ctx: Context, input: CreateListFolder): Promise<ListFolder> {
  permit(ctx, 'lists.write');
  return told(
    ctx.db.prisma.$transaction(async (tx) => {
      const { id } = await tx.listFolder.create({ data: { name: input.name }, select: { id: true } });
      await audit(ctx, tx, 'list-folder.create', id, { name: input.name });
      return { id: String(id), name: input.name };
    }),
  );
}

/** Another name for everyone; the lists in it stay where they are. */
export async function renameListFolder(ctx: Context, input: RenameListFolder): Promise<ListFolder> {
  permit(ctx, 'lists.write');
  return told(
    ctx.db.prisma.$transaction(async (tx) => {
      const { id, name: before } = await fetchFolder(tx, input.id);
      await tx.listFolder.update({ where: { id }, data: { name: input.name } });
      await audit(ctx, tx, 'list-folder.rename', id, { from: before, to: input.name });
      return { id: input.id, name: input.name };
    }),
  );
}

/** The folder goes, its lists stay and stand in no folder. Answers how many there were, archived ones included. */
export async function deleteListFolder(ctx: Context, input: DeleteListFolder): Promise<{ lists: number }> {
  permit(ctx, 'lists.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const { id, name } = await fetchFolder(tx, input.id);
    const { count: lists } = await tx.marketingList.updateMany({
      where: { folderId: id },
      data: { folderId: null },
    });
    await tx.listFolder.delete({ where: { id } });
    await audit(ctx, tx, 'list-folder.delete', id, { name, lists });
    return { lists };
  });
}

async function fetchFolder(tx: Tx, id: string): Promise<{ id: bigint; name: string }> {
  const [folder] = await tx.$queryRaw<
    { id: bigint; name: string }[]
  >`SELECT id, name FROM list_folders WHERE id = ${BigInt(id)} FOR UPDATE`;
  if (!folder) throw notFound('folder');
  return folder;
}

/** Puts lists in a folder, or in none; those that one may not change stay where they are and are counted. */
export async function moveToFolder(
  ctx: Context,
  input: MoveToFolder,
): Promise<{ moved: number; kept: number }> {
  permit(ctx, 'lists.write');
  const folderId = input.folderId === null ? null : BigInt(input.folderId);
  return ctx.db.prisma.$transaction(async (tx) => {
    const folder = folderId === null ? null : await tx.listFolder.findUnique({ where: { id: folderId } });
    if (folderId !== null && !folder) throw notFound('folder');
    const lists = await tx.marketingList.findMany({
      where: { id: { in: input.listIds.map(BigInt) } },
      select: { id: true, ownerId: true, ownerOnly: true },
    });
    const mine = lists.filter((list) => mayChangeList(ctx, list)).map(({ id }) => id);
    await tx.marketingList.updateMany({ where: { id: { in: mine } }, data: { folderId } });
    await audit(ctx, tx, 'list-folder.move', folderId, {
      folder: folder?.name ?? null,
      lists: mine.map(String),
    });
    return { moved: mine.length, kept: input.listIds.length - mine.length };
  });
}

const audit = (
  ctx: Context,
  tx: Tx,
  action: string,
  id: bigint | null,
  detail: Parameters<typeof recordAudit>[2]['detail'],
): Promise<void> => recordAudit(ctx, tx, { action, subjectType: 'list_folder', subjectId: id, detail });

/** The unique index on the lower-cased name decides. */
async function told<T>(done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken() : error;
  }
}
