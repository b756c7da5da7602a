import { z } from 'zod';
import { getCampaign } from '../engine/campaigns/campaign';
import { writeDate } from '../engine/dates';
import { notFound, refuse } from '../engine/failure';
import { isName } from '../engine/names';
import type { World } from '../engine/world';
import { defineRoute, ok, type Route } from '../http/route';

interface DocumentRow {
  id: number;
  name: string;
  fileName: string;
  size: number;
  created: number;
  modified: number;
}

interface FolderRow {
  id: number;
  parent: number | null;
  name: string;
}

const folderSchema = z.object({ name: z.string().default('') });
const fileSchema = z.object({ fileName: z.string().nullish(), data: z.string().nullish() });

const write = ({ id, name, fileName, size, created, modified }: DocumentRow): Record<string, unknown> => ({
  id,
  name,
  fileName,
  fileSize: size,
  dateCreated: writeDate(created),
  dateModified: writeDate(modified),
});

function writeFolders(folders: FolderRow[], parent: number | null): Record<string, unknown>[] {
  return folders
    .filter((folder) => folder.parent === parent)
    .map(({ id, name }) => ({ id, name, childFolders: writeFolders(folders, id) }));
}

const listFolders = (world: World, account: number): FolderRow[] =>
  world.store.rows<FolderRow>(
    'SELECT id, parent, name FROM documentFolders WHERE account = ? ORDER BY id',
    account,
  );

function getFolder(world: World, account: number, id: number): FolderRow {
  const folder = listFolders(world, account).find((candidate) => candidate.id === id);
  if (!folder) throw notFound('ERROR_DOCUMENT_FOLDER_NOT_FOUND');
  return folder;
}

function getDocument(world: World, account: number, id: number): DocumentRow {
  const document = world.store.row<DocumentRow>(
    'SELECT * FROM documents WHERE id = ? AND account = ?',
    id,
    account,
  );
  if (!document) throw notFound('ERROR_DOCUMENT_NOT_FOUND');
  return document;
}

export const documentRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/document-folders',
    tier: 'medium',
    handle: ({ world, account }) => ok(writeFolders(listFolders(world, account.id), null)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/document-folders/{folderId}',
    tier: 'medium',
    body: folderSchema,
    handle: ({ world, account, int, body }) => {
      const parent = int('folderId') === 0 ? null : getFolder(world, account.id, int('folderId')).id;
      if (!isName(world, body.name)) throw refuse('ERROR_PARAMETER_INVALID', 'A name is needed.');
      const { id } = world.store.run(
        'INSERT INTO documentFolders (account, parent, name) VALUES (?, ?, ?)',
        account.id,
        parent,
        body.name,
      );
      return { status: 201, body: { id, name: body.name, childFolders: [] } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/document-folders/{folderId}/documents',
    tier: 'medium',
    handle: ({ world, account, int }) =>
      ok(
        world.store
          .rows<DocumentRow>(
            'SELECT * FROM documents WHERE folder = ? ORDER BY id',
            getFolder(world, account.id, int('folderId')).id,
          )
          .map(write),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/document-folders/{folderId}/documents',
    tier: 'low',
    body: fileSchema,
    handle: ({ world, account, int, body }) => {
      const folder = getFolder(world, account.id, int('folderId'));
      if (!body.fileName || !isName(world, body.fileName) || !body.data)
        throw refuse('ERROR_PARAMETER_INVALID', 'A file is needed.');
      const now = world.now();
      const { id } = world.store.run(
        'INSERT INTO documents (account, folder, name, fileName, size, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?)',
        account.id,
        folder.id,
        body.fileName.replace(/\.\w+$/, ''),
        body.fileName,
        Buffer.from(body.data, 'base64').length,
        now,
        now,
      );
      return ok(write(getDocument(world, account.id, id)));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{campaignId}/attachments',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      const { id } = getCampaign(world, account.id, int('campaignId'));
      return ok(
        world.store
          .rows<DocumentRow>(
            'SELECT d.* FROM attachments a JOIN documents d ON d.id = a.document WHERE a.campaign = ? ORDER BY d.id',
            id,
          )
          .map(write),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns/{campaignId}/attachments',
    tier: 'medium',
    body: z.object({ id: z.number().int().default(0) }),
    handle: ({ world, account, int, body }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      const document = getDocument(world, account.id, body.id);
      world.store.run(
        'INSERT OR IGNORE INTO attachments (campaign, document) VALUES (?, ?)',
        campaign.id,
        document.id,
      );
      return ok(write(document));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/campaigns/{campaignId}/attachments/{documentId}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      const { changes } = world.store.run(
        'DELETE FROM attachments WHERE campaign = ? AND document = ?',
        campaign.id,
        int('documentId'),
      );
      if (changes === 0) throw notFound('ERROR_DOCUMENT_NOT_FOUND');
      return { status: 204 };
    },
  }),
];
