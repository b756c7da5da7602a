import { expect, test } from 'vitest';
import {
  SettingChanges,
  settingCatalogue,
  settingNames,
  settingShape,
  type SettingDefinition,
} from './schemas';

const takes = (name: (typeof settingNames)[number], value: unknown): boolean =>
  settingShape[name].safeParse(value).success;

test.each(settingNames)('%s takes its default and what its bounds say, nothing beyond', (name) => {
  const definition: SettingDefinition = settingCatalogue[name];
  expect(takes(name, definition.default)).toBe(true);
  expect(takes(name, undefined)).toBe(false);
  switch (definition.kind) {
    case 'number':
      expect([definition.min, definition.max].map((value) => takes(name, value))).toEqual([true, true]);
      expect(
        [definition.min - 1, definition.max + 1, definition.min + 0.5, String(definition.min)].map((value) =>
          takes(name, value),
        ),
      ).toEqual([false, false, false, false]);
      return;
    case 'choice':
      expect(definition.options.every(({ value }) => takes(name, value))).toBe(true);
      return expect(takes(name, 'sometimes')).toBe(false);
    case 'time':
      expect(['00:00', '23:59'].every((value) => takes(name, value))).toBe(true);
      return expect(['24:00', '1:00', '01:60', 'none'].some((value) => takes(name, value))).toBe(false);
    case 'span':
      expect(['none', '22:00-07:00'].every((value) => takes(name, value))).toBe(true);
      return expect(['22:00', '22:00-22:00', '22:00-24:00', ''].some((value) => takes(name, value))).toBe(
        false,
      );
  }
});

test('a change may name any of them, null takes its value away, and nothing else may be named', () => {
  expect(SettingChanges.safeParse({ importMinutes: 10, quietHours: null }).success).toBe(true);
  expect(SettingChanges.safeParse({ importHours: 10 }).success).toBe(false);
});
