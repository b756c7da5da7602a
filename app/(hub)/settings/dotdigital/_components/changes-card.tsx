import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { sayValue, settingCatalogue, type SettingName, type SettingsChange } from '@/lib/settings/schemas';

type ChangesCardProps = { changes: SettingsChange[]; isAll: boolean };

/** Who changed what when, the newest first. */
export function ChangesCard({ changes, isAll }: ChangesCardProps) {
  return (
    <Card aria-label="Changes">
      <CardHeader title="Changes" />
      {changes.length === 0 ? (
        <p className="px-4 pt-2 pb-4 text-ink-3">Nothing was changed yet.</p>
      ) : (
        <ul className="mt-2.5 divide-y divide-line border-t">
          {changes.map(({ id, at, by, changes: each }) => (
            <li key={id} className="px-4 py-2">
              <p className="text-sm text-ink-3">
                <Time at={at} as="moment" /> by {by}
              </p>
              {each.map(({ name, from, to }) => (
                <p key={name}>
                  {settingCatalogue[name].label}: {said(name, from)} → {said(name, to)}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {!isAll && <CardFooter>Older ones are told by GET /api/v1/settings/dotdigital/changes.</CardFooter>}
    </Card>
  );
}

const said = (name: SettingName, value: string | number | null): string =>
  value === null ? 'not set' : sayValue(name, value);
