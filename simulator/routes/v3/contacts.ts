import { z } from 'zod';
import { readDate } from '../../engine/dates';
import { contactGivenSchema, mergeOptionsV3, type MergeOptionV3 } from '../../engine/v3/contact-given';
import { readDeleteV3, startDeleteV3 } from '../../engine/v3/delete-contacts';
import { v3Failure } from '../../engine/v3/failure';
import { startImportV3 } from '../../engine/v3/import';
import { readImportV3 } from '../../engine/v3/import-report';
import { listContactsV3, type ContactFilter } from '../../engine/v3/list-contacts';
import { createV3, deleteV3, getV3, patchV3, replaceV3 } from '../../engine/v3/save-contact';
import type { World } from '../../engine/world';
import { dated } from '../../http/row-time';
import { fits } from '../../http/router';
import { defineRoute, ok, type Call, type Route } from '../../http/route';
import { readLimit, readMarker, writeLinks, writeMarker } from './links';
import { includes, writeContactV3, type Include, type WantedFields } from './write-contact';

const maxContacts = 5000;
// What is no contact at all has its own failure in the report.
const partSchema = z.object({ identifiers: z.record(z.string(), z.unknown()).nullish() });
const listNames = z.object({ mergeOption: z.string().optional(), contacts: z.array(z.unknown()).optional() });

function readPipes(call: Call, name: string): string[] {
  return call
    .queries(name)
    .flatMap((text) => text.split(/[|,]/))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function readWanted(call: Call): { fields: WantedFields; wanted: Include[] } {
  const names = readPipes(call, 'data-fields');
  const wanted = readPipes(call, 'include').map((word) => {
    const known = includes.find((include) => include.toLowerCase() === word.toLowerCase());
    if (!known) throw v3Failure(400, 'contacts:invalidInclude', `The include value '${word}' is invalid`);
    return known;
  });
  return { fields: names.includes('[[ALL]]') ? 'all' : names.length > 0 ? names : undefined, wanted };
}

// A plus that a query string turned into a blank still counts as one.
const datePattern = /^gte::(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?(Z|[-+ ]\d{2}:?\d{2}))$/;

function readFilter(call: Call): ContactFilter {
  const dateOf = (name: string): number | undefined => {
    const text = call.query(name);
    if (text === undefined) return undefined;
    const match = datePattern.exec(text);
    const inUtc = match?.[2] === 'Z' || call.world.settings.v3Offsets;
    const time = match?.[1] && inUtc ? readDate(match[1]) : undefined;
    if (time === undefined)
      throw v3Failure(400, 'contacts:invalidFilter', `The filter value '${text}' is invalid`);
    return time;
  };
  const [list, segment] = [call.query('~listId'), call.query('~segmentId')];
  const filter = { created: dateOf('~created'), modified: dateOf('~modified') };
  const clash =
    (filter.created !== undefined && filter.modified !== undefined) ||
    (list !== undefined && segment !== undefined);
  const id = list ?? segment;
  if (clash || (id !== undefined && !/^\d{1,10}$/.test(id)))
    throw v3Failure(400, 'contacts:invalidFilter', `The filters cannot be combined or are invalid`);
  return { ...filter, exclusive: call.effects.excludeEqual, book: id === undefined ? undefined : Number(id) };
}

function readMergeOption(text: string | undefined): MergeOptionV3 {
  const plain = (word: string): string => word.replaceAll('-', '').toLowerCase();
  const option = mergeOptionsV3.find((candidate) => plain(candidate) === plain(text || 'overwrite'));
  if (!option)
    throw v3Failure(400, 'contacts:invalidMergeOption', `The merge option '${text ?? ''}' is invalid`);
  return option;
}

function refuseNameless(world: World, contacts: unknown[]): void {
  if (world.settings.v3NoIdentifiers === 'in-report') return;
  const nameless = contacts.findIndex((contact) => {
    const read = partSchema.safeParse(contact);
    return read.success && Object.keys(read.data.identifiers ?? {}).length === 0;
  });
  if (nameless !== -1)
    throw v3Failure(400, 'contacts:badRequest', 'Every contact needs identifiers', [
      { item: `contacts[${nameless}].identifiers`, description: 'No identifiers were given' },
    ]);
}

function guidOf(call: Call, name: string): string {
  if (!fits('guid', call.text(name)))
    throw v3Failure(400, 'contacts:invalidId', `The id value '${call.text(name)}' is invalid`);
  return call.text(name);
}

const one = '/contacts/v3/{identifier}/{value}';
const everything = (call: Call, contact: Parameters<typeof writeContactV3>[1]): Record<string, unknown> =>
  writeContactV3(call.world, contact, 'all', includes);

export const contactV3Routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/contacts/v3',
    tier: 'low',
    handle: (call) => {
      const { fields, wanted } = readWanted(call);
      const filter = readFilter(call);
      const limit = readLimit(call.query('limit'), maxContacts, 'contacts');
      const after = readMarker(call.query('marker'), 'contacts');
      const contacts = listContactsV3(call.world, call.account.id, filter, after, limit + 1);
      const page = contacts.slice(0, limit);
      const last = page.at(-1);
      const next = contacts.length > limit && last ? writeMarker(last.id) : undefined;
      return ok({
        _links: writeLinks(call.url, call.query('marker') ?? '', next),
        _items: page.map((contact) =>
          dated(
            writeContactV3(call.world, contact, fields, wanted),
            filter.modified === undefined ? (contact.added ?? contact.created) : contact.modified,
          ),
        ),
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/contacts/v3',
    tier: 'medium',
    body: contactGivenSchema,
    handle: (call) => ({
      status: 201,
      body: everything(call, createV3(call.world, call.account.id, call.body)),
    }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/contacts/v3/import',
    tier: 'low',
    body: listNames,
    handle: ({ world, account, body, effects }) => {
      if (!body.contacts || body.contacts.length === 0)
        throw v3Failure(
          400,
          'contacts:noContactsSpecified',
          'You must specify 1 or more contacts to be imported',
        );
      refuseNameless(world, body.contacts);
      return {
        status: 202,
        body: {
          importId: startImportV3(
            world,
            account.id,
            body.contacts,
            readMergeOption(body.mergeOption),
            effects.importOrders,
          ),
        },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/contacts/v3/import/{importId}',
    tier: 'unlimited',
    handle: (call) => {
      const { id, status, report } = readImportV3(call.world, call.account.id, guidOf(call, 'importId'));
      if (!report) return ok({ importId: id, status });
      const { created, updated, updatedCount, failures } = report;
      const codes = failures.flatMap(({ failures: [first] }) => (first ? [first.failureCode] : []));
      const count = (wanted: (code: string) => boolean): number => codes.filter(wanted).length;
      const suppressed = (code: string): boolean =>
        ['GloballySuppressed', 'SuppressedByDomain', 'Blocker'].includes(code);
      return ok({
        importId: id,
        status,
        summary: {
          newContacts: created.length,
          updatedContacts: updatedCount,
          globallySuppressed: count(suppressed),
          duplicateIdentifiers: count((code) => code === 'Duplicate'),
          invalidEntries: count((code) => !suppressed(code) && code !== 'Duplicate'),
        },
        created,
        updated,
        failures,
      });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/contacts/v3/delete',
    tier: 'low',
    body: z.array(z.record(z.string(), z.unknown())).optional(),
    handle: ({ world, account, body }) => {
      if (!body || body.length === 0 || body.length > maxContacts)
        throw v3Failure(
          400,
          'contacts:noContactsSpecified',
          'You must specify 1 or more contacts to be deleted!',
        );
      return { status: 202, body: { deleteId: startDeleteV3(world, account.id, body) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/contacts/v3/delete/{deleteId}',
    tier: 'unlimited',
    handle: (call) => {
      const id = guidOf(call, 'deleteId');
      const { status, result } = readDeleteV3(call.world, call.account.id, id);
      return ok({
        deleteId: id.toLowerCase(),
        status,
        ...(result ? { summary: result.summary, deleted: result.deleted, failures: result.failures } : {}),
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: one,
    tier: 'high',
    handle: (call) =>
      ok(everything(call, getV3(call.world, call.account.id, call.text('identifier'), call.text('value')))),
  }),
  defineRoute({
    method: 'PUT',
    path: one,
    tier: 'medium',
    body: contactGivenSchema,
    handle: (call) =>
      ok(
        everything(
          call,
          replaceV3(call.world, call.account.id, call.text('identifier'), call.text('value'), call.body),
        ),
      ),
  }),
  defineRoute({
    method: 'PATCH',
    path: one,
    tier: 'medium',
    body: contactGivenSchema,
    handle: (call) => {
      const { contact, created } = patchV3(
        call.world,
        call.account.id,
        call.text('identifier'),
        call.text('value'),
        call.body,
        readMergeOption(call.query('merge-option')),
      );
      return { status: created ? 201 : 200, body: everything(call, contact) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: one,
    tier: 'medium',
    handle: (call) =>
      ok({ contactId: deleteV3(call.world, call.account.id, call.text('identifier'), call.text('value')) }),
  }),
];
