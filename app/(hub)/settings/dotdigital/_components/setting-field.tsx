'use client';

import type { Control } from 'react-hook-form';
import type { z } from 'zod';
import { NumberField, SelectField, TextField } from '@/components/forms';
import { Time } from '@/components/ui/time';
import {
  sayBounds,
  sayValue,
  settingCatalogue,
  type SettingDefinition,
  type SettingsForm,
  type SettingSource,
  type SettingView,
} from '@/lib/settings/schemas';

type SettingFieldProps = {
  control: Control<z.input<typeof SettingsForm>, unknown, SettingsForm>;
  setting: SettingView;
  isGeneral: boolean;
};

/** One setting: its field, and beside it what it means, what it may be, what holds now and by whom. */
export function SettingField({ control, setting, isGeneral }: SettingFieldProps) {
  const { name, behind, from } = setting;
  const definition: SettingDefinition = settingCatalogue[name];
  const shared = { control, name, label: definition.label, disabled: from === 'environment' };
  const said = sayValue(name, behind);
  return (
    <div className="grid gap-x-5 gap-y-1 sm:grid-cols-[minmax(200px,260px)_minmax(0,1fr)]">
      {definition.kind === 'number' ? (
        <NumberField
          {...shared}
          unit={definition.unit}
          min={definition.min}
          max={definition.max}
          placeholder={String(behind)}
        />
      ) : definition.kind === 'choice' ? (
        <SelectField
          {...shared}
          placeholder={isGeneral ? `Default: ${said}` : `As for all: ${said}`}
          options={[...definition.options]}
        />
      ) : (
        <TextField {...shared} placeholder={said} />
      )}
      <div className="text-sm text-ink-2 sm:pt-[26px]">
        <p>{definition.meaning}</p>
        <p className="mt-1 text-ink-3">
          Now {sayValue(name, setting.value)}, {origins[from](definition)}.{' '}
          {from !== 'default' && `Default ${sayValue(name, definition.default)}. `}
          May be {sayBounds(name)}.
          {setting.changedAt !== null && (
            <>
              {' '}
              Changed <Time at={setting.changedAt} /> by {setting.changedBy}.
            </>
          )}
        </p>
      </div>
    </div>
  );
}

const origins: Record<SettingSource, (definition: SettingDefinition) => string> = {
  environment: ({ env }) => `set by ${env} of the environment and not to be changed here`,
  integration: () => 'set for this integration',
  general: () => 'set for all integrations',
  default: () => 'the default',
};
