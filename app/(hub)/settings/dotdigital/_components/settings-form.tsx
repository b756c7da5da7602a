'use client';

import { useRouter } from 'next/navigation';
import { Fragment } from 'react';
import { ActionForm, FieldDivider, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import { toast } from '@/components/ui/toaster';
import {
  settingCatalogue,
  SettingsForm as FormValues,
  type SettingChanges,
  type SettingName,
  type SettingView,
} from '@/lib/settings/schemas';
import { changeSettingsAction } from '../../actions';
import { SettingField } from './setting-field';

type SettingsFormProps = { integrationId: string | null; settings: SettingView[] };

const groups = [...new Set(Object.values(settingCatalogue).map(({ group }) => group))];

/** The settings of one level; an empty field leaves it to the level behind. */
export function SettingsForm({ integrationId, settings }: SettingsFormProps) {
  const router = useRouter();
  const own = Object.fromEntries(settings.map((one) => [one.name, one.own])) as Record<
    SettingName,
    string | number | null
  >;
  const form = useActionForm({
    schema: FormValues,
    draft: { form: `Dotdigital settings ${integrationId ?? 'of all'}` },
    defaultValues: own,
    action: (values) =>
      changeSettingsAction({ integrationId, changes: differing(values, own) satisfies SettingChanges }),
    onSuccess: ({ changed }) => {
      if (changed.length === 0) toast.good('Nothing was different');
      else toast.good('Settings saved', { detail: 'They hold from the next run on.' });
      router.refresh();
    },
  });
  return (
    <Card className="p-5">
      <ActionForm form={form} submit="Save" label="Dotdigital settings">
        {groups.map((group, n) => (
          <Fragment key={group}>
            {n > 0 && <FieldDivider />}
            <section aria-label={group} className="grid gap-5">
              <h2 className="font-semibold">{group}</h2>
              {settings
                .filter(({ name }) => settingCatalogue[name].group === group)
                .map((setting) => (
                  <SettingField
                    key={setting.name}
                    control={form.control}
                    setting={setting}
                    isGeneral={integrationId === null}
                  />
                ))}
            </section>
          </Fragment>
        ))}
      </ActionForm>
    </Card>
  );
}

const differing = (values: FormValues, own: Record<SettingName, string | number | null>): SettingChanges =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== own[name as SettingName]));
