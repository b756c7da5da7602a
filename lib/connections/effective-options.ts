import type { SettingValues } from '../settings/schemas';
import { OwnOptions, type ConnectionOptions } from './schemas';

type Guard = Pick<SettingValues, keyof ConnectionOptions>;

/** What a connection works by: its own, where it has none the settings'. */
export const effectiveOptions = (
  stored: unknown,
  { guardPercent, guardPeople }: Guard,
): ConnectionOptions => ({
  guardPercent,
  guardPeople,
  ...OwnOptions.catch({}).parse(stored),
});

/** What is kept of what was asked for: a value that is the settings' anyway goes with the settings. */
export const ownOptions = (asked: OwnOptions, settings: Guard): OwnOptions =>
  Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) => value !== undefined && value !== settings[name as keyof ConnectionOptions],
    ),
  );
