import type { Context } from '../context';
import { bringImportsForward } from '../integrations';
import { permit } from '../permissions';
import { storeSettings } from '../settings';
import type { ChangeSettingsInput, SettingName } from '../settings/schemas';
import { bringExportsForward } from './schedule-export';

/**
 * Changes how an account is kept in step, for all integrations or one. Flows read the settings at each run; a shorter interval
 * holds from now on, not only after the turn that the longer one had set.
 */
export async function changeSettings(
  ctx: Context,
  input: ChangeSettingsInput,
): Promise<{ changed: SettingName[] }> {
  permit(ctx, 'settings.write');
  return ctx.db.prisma.$transaction(async (tx) => {
    const changed = await storeSettings(ctx, tx, input);
    if (changed.includes('importMinutes')) await bringImportsForward(ctx, tx);
    if (changed.includes('exportMinutes')) await bringExportsForward(ctx, tx);
    return { changed };
  });
}
