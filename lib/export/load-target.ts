import { readChannel, type Channel } from '../channel';
import { effectiveOptions } from '../connections';
import type { ConnectionOptions, ConnectionState } from '../connections/schemas';
import type { Context } from '../context';
import type { CrmEntity } from '../crm/schemas';
import { readSettings } from '../settings';
import type { SettingValues } from '../settings/schemas';
import { zoneOr } from '../time-zone';
import type { FileKind } from './next-step';

export type ExportTarget = {
  connectionId: bigint;
  state: ConnectionState;
  stateCode: string | null;
  /** While it is paused: when it goes on by itself. */
  pausedUntil: Date | null;
  options: ConnectionOptions;
  /** As they are now. */
  settings: SettingValues;
  /** How the next wave's people go to Dotdigital. */
  fileKind: FileKind;
  /** Of the account: quiet hours and the forced sync go by its clocks. */
  timeZone: string;
  createdAt: Date;
  nextExportAt: Date | null;
  listId: bigint;
  listName: string;
  entity: CrmEntity;
  integrationId: bigint;
  integrationName: string;
  integrationActive: boolean;
  /** Since the database was restored from a backup, its book has not been read back. */
  isHeldByRestore: boolean;
  addressBookId: bigint;
  /** Of the book: by address or by number (decision 88). */
  channel: Channel;
  bookDotdigitalId: number;
  bookName: string;
  bookIsGone: boolean;
};

/** What one connection joins; null when it isn't there. */
export async function loadTarget(ctx: Context, connectionId: bigint): Promise<ExportTarget | null> {
  const row = await ctx.db.prisma.connection.findUnique({
    where: { id: connectionId },
    include: { list: true, integration: true, addressBook: true },
  });
  if (!row) return null;
  const settings = await readSettings(ctx, ctx.db.prisma, row.integrationId);
  const channel = readChannel(row.addressBook.channel);
  const isJson = channel === 'sms' || (settings.transport === 'v3' && row.integration.offersContactImport);
  return {
    connectionId: row.id,
    state: row.state,
    stateCode: row.stateCode,
    pausedUntil: row.pausedUntil,
    options: effectiveOptions(row.options, settings),
    settings,
    fileKind: isJson ? 'import_v3' : 'import_v2',
    timeZone: zoneOr(row.integration.timeZone),
    createdAt: row.createdAt,
    nextExportAt: row.nextExportAt,
    listId: row.listId,
    listName: row.list.name,
    entity: row.list.entity,
    integrationId: row.integrationId,
    integrationName: row.integration.name,
    integrationActive: row.integration.active && row.integration.deletedAt === null,
    isHeldByRestore: row.restoredAt !== null,
    addressBookId: row.addressBookId,
    channel,
    bookDotdigitalId: row.addressBook.dotdigitalId,
    bookName: row.addressBook.name,
    bookIsGone: row.addressBook.goneAt !== null,
  };
}
