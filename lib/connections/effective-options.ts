import type { SettingValues } from '../settings/schemas';
import { OwnOptions, type ConnectionOptions } from './schemas';

type Guard = Pick<SettingValues, 'guardPercent' | 'guardPeople'>;

const unlessOwn = ({ guardPercent, guardPeople }: Guard): ConnectionOptions => ({
  whoLeft: 'ask',
  resubscribe: 'never',
  strangers: 'leave',
  backFill: true,
  newcomers: 'in_file',
  newcomersPerHour: 100,
  guardPercent,
  guardPeople,
});

/** What a connection works by: its own, where it has none the settings'. */
export const effectiveOptions = (stored: unknown, settings: Guard): ConnectionOptions => ({
  ...unlessOwn(settings),
  ...OwnOptions.catch({}).parse(stored),
});

/** What is kept of what was asked for: a value that would be so anyway goes with the settings. */
export const ownOptions = (asked: OwnOptions, settings: Guard): OwnOptions =>
  Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) =>
        value !== undefined && value !== unlessOwn(settings)[name as keyof ConnectionOptions],
    ),
  );
