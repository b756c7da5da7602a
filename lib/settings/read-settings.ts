import type { Context } from '../context';
import type { Tx } from '../db';
import {
  settingCatalogue,
  settingNames,
  settingShape,
  type SettingName,
  type SettingSource,
  type SettingValues,
} from './schemas';

const generalKey = 'dotdigital';

/** The row of `settings` that holds what was set for all integrations, or for one. */
export const settingsKey = (integrationId: bigint | null): string =>
  integrationId === null ? generalKey : `${generalKey}:${integrationId}`;

type StoredSettings = Partial<SettingValues>;

type Asker = Pick<Context, 'config'>;
type Held = { value: SettingValues[SettingName]; from: SettingSource };

/** What holds for one integration now. Flows ask at each run, so a change needs no restart. */
export async function readSettings(ctx: Asker, tx: Tx, integrationId: bigint): Promise<SettingValues> {
  const [general, own] = await readStored(tx, [null, integrationId]);
  return valuesOf(ctx, general ?? {}, own ?? {});
}

/** The same for all integrations, in one reading. */
export async function readAllSettings(ctx: Asker, tx: Tx): Promise<(integrationId: bigint) => SettingValues> {
  const rows = await tx.setting.findMany({
    where: { OR: [{ key: generalKey }, { key: { startsWith: `${generalKey}:` } }] },
  });
  const stored = new Map(rows.map(({ key, value }) => [key, known(value)]));
  const of = (id: bigint | null): StoredSettings => stored.get(settingsKey(id)) ?? {};
  return (id) => valuesOf(ctx, of(null), of(id));
}

export async function readStored(tx: Tx, levels: readonly (bigint | null)[]): Promise<StoredSettings[]> {
  const keys = levels.map(settingsKey);
  const rows = await tx.setting.findMany({ where: { key: { in: keys } } });
  return keys.map((key) => known(rows.find((row) => row.key === key)?.value));
}

/** Which value is the strongest: the environment's, the integration's own, that of all integrations, the default. */
export function resolve(
  { config }: Asker,
  name: SettingName,
  general: StoredSettings,
  own: StoredSettings,
): Held {
  const fixed = fixedBy(config)[name];
  if (fixed !== undefined && fixed !== null) return { value: fixed, from: 'environment' };
  if (own[name] !== undefined) return { value: own[name], from: 'integration' };
  if (general[name] !== undefined) return { value: general[name], from: 'general' };
  return { value: settingCatalogue[name].default, from: 'default' };
}

/** What the environment says is not to be changed here. */
export const fixedBy = (config: Context['config']): Partial<Record<SettingName, number | null>> => ({
  importMinutes: config.importMinutes,
  exportMinutes: config.exportMinutes,
});

const valuesOf = (ctx: Asker, general: StoredSettings, own: StoredSettings): SettingValues =>
  Object.fromEntries(
    settingNames.map((name) => [name, resolve(ctx, name, general, own).value]),
  ) as SettingValues;

/** What is stored and no longer a value of its setting counts as not set. */
function known(stored: unknown): StoredSettings {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([name, value]) => name in settingShape && settingShape[name as SettingName].safeParse(value).success,
    ),
  );
}
