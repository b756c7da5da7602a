import { z } from 'zod';
import { getWritableBook } from '../engine/books';
import { invalidParameter } from '../engine/failure';
import { createFileImport } from '../engine/imports/create-import';
import { createCollectionImport } from '../engine/imports/collection-import';
import {
  getImport,
  mergeOptions,
  readStatus,
  type ImportRecord,
  type MergeOption,
} from '../engine/imports/import-record';
import { readReport, writeFaults } from '../engine/imports/reports';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { contactSchema } from './wire/contact';
import { wordOf } from '../engine/words';

const writeImport = ({ id, status }: Pick<ImportRecord, 'id' | 'status'>): Record<string, unknown> => ({
  id,
  status,
});

function readMergeOption(call: Call): MergeOption {
  const read = wordOf(mergeOptions).safeParse(call.text('mergeOption'));
  if (!read.success) throw invalidParameter('mergeOption is not valid.');
  return read.data;
}

function importFile(call: Call, books: number[], mergeOption: MergeOption): Answer {
  const { world, account, upload, effects } = call;
  if (!upload) throw invalidParameter('A file is needed.');
  return {
    status: 202,
    body: writeImport(
      createFileImport(world, account.id, { books, mergeOption, upload, orders: effects.importOrders }),
    ),
  };
}

const collectionSchema = z.object({
  contacts: z
    .array(
      contactSchema.extend({
        consentFields: z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish(),
        mobileNumberId: z.string().nullish(),
      }),
    )
    .nullish(),
  addressBookIds: z.array(z.number().int()).nullish(),
  mergeOption: wordOf(mergeOptions).nullish(),
});

const ownBook = (call: Call): number[] => [
  getWritableBook(call.world, call.account.id, call.int('addressBookId')).id,
];

export const importRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/import',
    tier: 'low',
    upload: true,
    handle: (call) => importFile(call, [], 'Overwrite'),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/import/with-merge-option/{mergeOption}',
    tier: 'low',
    upload: true,
    handle: (call) => importFile(call, [], readMergeOption(call)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/import',
    tier: 'low',
    upload: true,
    handle: (call) => importFile(call, ownBook(call), 'Overwrite'),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/address-books/{addressBookId}/contacts/import/with-merge-option/{mergeOption}',
    tier: 'low',
    upload: true,
    handle: (call) => importFile(call, ownBook(call), readMergeOption(call)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/contacts/import-collection',
    tier: 'low',
    body: collectionSchema,
    handle: ({ world, account, body, effects }) => {
      const books = (body.addressBookIds ?? []).map((id) => getWritableBook(world, account.id, id).id);
      return {
        status: 202,
        body: writeImport(
          createCollectionImport(
            world,
            account.id,
            body.contacts ?? [],
            books,
            body.mergeOption ?? 'Overwrite',
            effects.importOrders,
          ),
        ),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/import/{importId}',
    tier: 'unlimited',
    handle: ({ world, account, text }) => {
      const record = getImport(world, account.id, text('importId'));
      return ok(writeImport({ id: record.id, status: readStatus(world, record) }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/import/{importId}/report',
    tier: 'high',
    handle: ({ world, account, text }) => {
      const { suppressedContacts, ...older } = readReport(
        world,
        getImport(world, account.id, text('importId')),
      );
      return ok(world.settings.legacy ? older : { ...older, suppressedContacts });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/contacts/import/{importId}/report-faults',
    tier: 'high',
    handle: ({ world, account, text }) => {
      const content = writeFaults(world, getImport(world, account.id, text('importId')));
      return {
        status: 200,
        raw: {
          type:
            world.settings.statusCodes === 'docs' ? 'text/plain; charset=utf-8' : 'application/octet-stream',
          content,
        },
      };
    },
  }),
];
