import { actorUserId } from '../actor';
import { type Context, recordAudit } from '../context';
import { sameIgnoringCase } from '../db';
import { conflict, notFound } from '../errors';
import { permit } from '../permissions';
import {
  DefaultViewInput,
  RenameViewInput,
  ReplaceViewInput,
  SaveViewInput,
  type SavedViewItem,
  type ViewGrid,
  ViewRef,
} from './saved-view-schemas';

const most = 100;

/** The views of a grid that the person at work has kept; nobody sees another's. */
export async function listViews(ctx: Context, grid: ViewGrid): Promise<SavedViewItem[]> {
  permit(ctx, 'views.write');
  const userId = actorUserId(ctx.actor);
  if (userId === null) return [];
  const views = await ctx.db.prisma.savedView.findMany({
    where: { userId, grid },
    orderBy: { name: 'asc' },
    take: most,
  });
  return views.map(viewItem);
}

/** Keeps the grid's search, filters, sort, columns and page size under a name; the page and its cursor are of the moment. */
export async function saveView(ctx: Context, raw: SaveViewInput): Promise<SavedViewItem> {
  permit(ctx, 'views.write');
  const { grid, name, query } = SaveViewInput.parse(raw);
  const userId = ownId(ctx);
  return ctx.db.prisma.$transaction(async (tx) => {
    if ((await tx.savedView.count({ where: { userId, grid } })) >= most)
      throw conflict('You keep 100 views of this grid. Delete one first.');
    refuseTaken(await tx.savedView.findFirst({ where: { userId, grid, name: sameIgnoringCase(name) } }));
    const view = await tx.savedView.create({ data: { userId, grid, name, query: keptQuery(query) } });
    await recordAudit(ctx, tx, {
      action: 'view.save',
      subjectType: 'saved_view',
      subjectId: view.id,
      detail: { grid, name },
    });
    return viewItem(view);
  });
}

export async function renameView(ctx: Context, raw: RenameViewInput): Promise<void> {
  permit(ctx, 'views.write');
  const { id, name } = RenameViewInput.parse(raw);
  const userId = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const view = await tx.savedView.findFirst({ where: { id: BigInt(id), userId } });
    if (!view) throw notFound('view');
    refuseTaken(
      await tx.savedView.findFirst({
        where: { userId, grid: view.grid, name: sameIgnoringCase(name), id: { not: view.id } },
      }),
    );
    await tx.savedView.update({ where: { id: view.id }, data: { name } });
    await recordAudit(ctx, tx, {
      action: 'view.rename',
      subjectType: 'saved_view',
      subjectId: view.id,
      detail: { from: view.name, to: name },
    });
  });
}

/** The view asks from now on for what the grid shows. */
export async function replaceView(ctx: Context, raw: ReplaceViewInput): Promise<SavedViewItem> {
  permit(ctx, 'views.write');
  const { id, query } = ReplaceViewInput.parse(raw);
  const userId = ownId(ctx);
  return ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.savedView.findFirst({ where: { id: BigInt(id), userId } });
    if (!before) throw notFound('view');
    const view = await tx.savedView.update({ where: { id: before.id }, data: { query: keptQuery(query) } });
    await recordAudit(ctx, tx, {
      action: 'view.replace',
      subjectType: 'saved_view',
      subjectId: view.id,
      // What it asks for may name a person.
      detail: { grid: view.grid, name: view.name },
    });
    return viewItem(view);
  });
}

/** The view that the grid opens with, when its address asks for nothing; one statement, so that there is never a second one. */
export async function setDefaultView(ctx: Context, raw: DefaultViewInput): Promise<void> {
  permit(ctx, 'views.write');
  const { grid, id } = DefaultViewInput.parse(raw);
  const userId = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    if (id !== null && !(await tx.savedView.findFirst({ where: { id: BigInt(id), userId, grid } })))
      throw notFound('view');
    await tx.$executeRaw`UPDATE saved_views SET is_default = (id IS NOT DISTINCT FROM ${id === null ? null : BigInt(id)}::bigint) WHERE user_id = ${userId} AND grid = ${grid}`;
    await recordAudit(ctx, tx, {
      action: 'view.set-default',
      subjectType: 'saved_view',
      subjectId: id,
      detail: { grid },
    });
  });
}

export async function deleteView(ctx: Context, raw: ViewRef): Promise<void> {
  permit(ctx, 'views.write');
  const { id } = ViewRef.parse(raw);
  const userId = ownId(ctx);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.savedView.deleteMany({ where: { id: BigInt(id), userId } });
    if (count === 0) throw notFound('view');
    await recordAudit(ctx, tx, { action: 'view.delete', subjectType: 'saved_view', subjectId: id });
  });
}

/** The page and its cursor are of the moment, the view's id is its own. */
function keptQuery(query: string): string {
  const asked = new URLSearchParams(query);
  for (const key of ['page', 'cursor', 'view']) asked.delete(key);
  return asked.toString();
}

const viewItem = ({
  id,
  name,
  query,
  isDefault,
}: {
  id: bigint;
  name: string;
  query: string;
  isDefault: boolean;
}): SavedViewItem => ({ id: String(id), name, query, isDefault });

function ownId(ctx: Context): bigint {
  const userId = actorUserId(ctx.actor);
  if (userId === null) throw notFound('view');
  return userId;
}

function refuseTaken(found: { name: string } | null): void {
  if (found)
    throw conflict(`You have a view named “${found.name}” already.`, {
      name: 'You have a view of this name already.',
    });
}
