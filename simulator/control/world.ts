import { z } from 'zod';
import { getBook, listBooks, withCount } from '../engine/books';
import type { Contact } from '../engine/contacts';
import type { FieldMap } from '../engine/data-fields';
import { readDate } from '../engine/dates';
import { refuse } from '../engine/failure';
import { startImport } from '../engine/imports/create-import';
import { listImports } from '../engine/imports/import-record';
import type { Settings } from '../engine/settings';
import { switches } from '../engine/switches';
import { routeTable } from '../route-table';
import { accountOf } from './read';
import type { Control } from './control';

const resetSchema = z.strictObject({
  seed: z.number().int().default(1),
  contacts: z.number().int().min(0).default(0),
  now: z.string().optional(),
  speed: z.number().min(0).optional(),
});

export const worldControls: Control[] = [
  { method: 'GET', path: '/health', run: () => ({ ok: true, product: 'dotbridge-sandbox' }) },
  {
    method: 'POST',
    path: '/reset',
    run({ sandbox, body }) {
      const { seed, contacts, now, speed } = resetSchema.parse(body);
      const time = now === undefined ? undefined : readDate(now);
      if (now !== undefined && time === undefined)
        throw refuse('ERROR_PARAMETER_INVALID', 'now is not a date.');
      sandbox.reset(seed, contacts, { now: time, speed });
      return { ok: true, seed, contacts };
    },
  },
  { method: 'GET', path: '/settings', run: ({ sandbox }) => sandbox.world.settings },
  {
    method: 'GET',
    path: '/routes',
    run: () =>
      routeTable.map(
        ({ method, path, tier, maxSelect = null, body, upload = false, feature = null, open = false }) => ({
          method,
          path,
          tier,
          maxSelect,
          takes: upload ? 'file' : body ? 'json' : null,
          feature,
          open,
        }),
      ),
  },
  {
    method: 'GET',
    path: '/switches',
    run: ({ sandbox: { world } }) =>
      switches.map((one) => ({ ...one, position: world.settings[one.name as keyof Settings] })),
  },
  {
    method: 'POST',
    path: '/settings',
    run({ sandbox, body }) {
      sandbox.world.changeSettings(z.record(z.string(), z.unknown()).parse(body));
      return sandbox.world.settings;
    },
  },
  {
    method: 'GET',
    path: '/requests',
    run: ({ sandbox, query }) =>
      sandbox.log.list({
        since: Number(query.get('since') ?? 0),
        route: query.get('route') ?? undefined,
        ...(query.has('limit') ? { limit: Number(query.get('limit')) } : {}),
      }),
  },
  {
    method: 'DELETE',
    path: '/requests',
    run({ sandbox }) {
      sandbox.log.clear();
      return { ok: true, last: sandbox.log.last };
    },
  },
  {
    method: 'GET',
    path: '/state/address-books',
    run: ({ sandbox: { world }, query }) =>
      listBooks(world, accountOf(world, query.get('account') ?? undefined).id, { select: 100_000, skip: 0 }),
  },
  {
    method: 'GET',
    path: '/state/address-books/:id/contacts',
    run({ sandbox: { world }, params, query }) {
      const book = withCount(
        world,
        getBook(world, accountOf(world, query.get('account') ?? undefined).id, Number(params.id)),
      );
      const rows =
        book.kind === 'all'
          ? world.store.rows<Contact>(
              "SELECT * FROM contacts WHERE account = ? AND binned = 0 AND status = 'Subscribed' ORDER BY id",
              book.account,
            )
          : world.store.rows<Contact>(
              'SELECT c.* FROM members m JOIN contacts c ON c.id = m.contact WHERE m.book = ? ORDER BY c.id',
              book.id,
            );
      return rows.map(writeTruth);
    },
  },
  {
    method: 'GET',
    path: '/state/contacts',
    run({ sandbox: { world }, query }) {
      const account = accountOf(world, query.get('account') ?? undefined);
      return world.store
        .rows<Contact>('SELECT * FROM contacts WHERE account = ? ORDER BY id', account.id)
        .map(writeTruth);
    },
  },
  {
    method: 'POST',
    path: '/imports',
    run({ sandbox: { world }, body }) {
      const given = z
        .strictObject({
          account: z.number().int().optional(),
          count: z.number().int().min(1),
          seconds: z.number().min(0).default(3600),
        })
        .parse(body);
      const owner = accountOf(world, given.account);
      return world.store.transaction(() =>
        Array.from(
          { length: given.count },
          () =>
            startImport(world, owner.id, {
              id: world.nextGuid(),
              kind: 'collection',
              books: [],
              mergeOption: 'Overwrite',
              fileName: 'of-somebody-else.csv',
              size: 0,
              header: [],
              chunks: 0,
              totalRows: 0,
              orders: { status: 'NotFinished', holdSeconds: given.seconds },
            }).id,
        ),
      );
    },
  },
  {
    method: 'GET',
    path: '/imports',
    run: ({ sandbox: { world }, query }) =>
      listImports(world, accountOf(world, query.get('account') ?? undefined).id),
  },
];

export function writeTruth(contact: Contact): Record<string, unknown> {
  return {
    id: contact.id,
    email: contact.email,
    mobile: contact.mobile,
    status: contact.status,
    sms: contact.sms,
    optInType: contact.optIn,
    emailType: contact.emailType,
    binned: contact.binned === 1,
    dataFields: JSON.parse(contact.data) as FieldMap,
    modified: new Date(contact.modified).toISOString(),
  };
}
