import type { Channel } from '../channel';
import { readCatalogue, findField } from '../crm';
import type { CrmEntity } from '../crm/schemas';
import type { Context } from '../context';
import { conflict } from '../errors';
import { readSettings } from '../settings';
import type { SettingValues } from '../settings/schemas';
import type { OwnOptions } from './schemas';

type Account = { transport: SettingValues['transport']; offersContactImport: boolean | null };

/** Numbers go by v3 alone, and not everywhere is it offered and chosen. null: they do. */
export function whyNoNumbers({ transport, offersContactImport }: Account): string | null {
  if (transport !== 'v3')
    return 'By mobile number only where people are sent as JSON (v3), chosen in Settings › Dotdigital.';
  return offersContactImport
    ? null
    : 'By mobile number only with Dotdigital’s v3 contact import. Check Connection asks for it.';
}

export async function requireNumbersOffered(
  ctx: Context,
  { id, offersContactImport }: { id: bigint; offersContactImport: boolean | null },
): Promise<void> {
  const { transport } = await readSettings(ctx, ctx.db.prisma, id);
  const why = whyNoNumbers({ transport, offersContactImport });
  if (why !== null) throw conflict(why, { channel: 'Not offered by this integration.' });
}

/** What comes by address alone is not offered by number. */
export function refuseByNumber(channel: Channel, { resubscribe, strangers, newcomers }: OwnOptions): void {
  if (channel === 'email') return;
  if (resubscribe !== undefined && resubscribe !== 'never')
    throw conflict('Nobody is asked back to SMS: Dotdigital has no call for it. Set that to Never.', {
      resubscribe: 'Not offered by mobile number.',
    });
  if (strangers !== undefined && strangers !== 'leave')
    throw conflict('People of a book that is fed by mobile number are left alone unless we put them there.', {
      strangers: 'Not offered by mobile number.',
    });
  if (newcomers !== undefined && newcomers !== 'in_file')
    throw conflict('One by one people go by their e-mail address. By mobile number all go in the file.', {
      newcomers: 'Not offered by mobile number.',
    });
}

/** A list says by its columns what it is about. */
export async function requireColumnFor(
  ctx: Context,
  channel: Channel,
  list: { entity: CrmEntity; columns: readonly string[] },
): Promise<void> {
  const catalogue = await readCatalogue(ctx.db.prisma, list.entity);
  const isThere =
    channel === 'sms'
      ? list.columns.includes('mobile')
      : list.columns.some((name) => findField(catalogue, name)?.type === 'email');
  if (isThere) return;
  throw conflict(
    channel === 'sms'
      ? 'This list has no column with the mobile number, so nobody on it could be sent to. Add the column Mobile to the list first.'
      : 'This list has no column with an e-mail address, so nobody on it could be sent to. Add the column E-mail to the list first.',
  );
}
