'use client';

import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { useInstantPage } from '@/components/ui/use-instant';
import type { OwnAccount } from '@/lib/users/schemas';
import { changeOwnAccountAction } from '../actions';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}));

export function TimeZoneCard({ account }: { account: OwnAccount }) {
  const [{ timeZone }, instantly] = useInstantPage(account);
  const choose = (zone: string | null): void =>
    instantly({
      action: () => changeOwnAccountAction({ timeZone: zone }),
      shows: (now) => ({ ...now, timeZone: zone }),
      refused: 'Not changed',
    });
  return (
    <Card>
      <CardHeader title="Time zone" />
      <CardBody className="grid max-w-[420px] grid-cols-1 gap-1.5">
        <label id="own-time-zone" className="text-md font-medium">
          Your clocks
        </label>
        <Combobox
          aria-labelledby="own-time-zone"
          aria-describedby="own-time-zone-hint"
          options={zones}
          value={timeZone}
          onChange={choose}
          clearable
          placeholder="As the installation"
          searchPlaceholder="Search time zones"
        />
        <p id="own-time-zone-hint" className="text-sm text-ink-3">
          When your Monday begins. Pages show times by your browser’s clock.
        </p>
      </CardBody>
    </Card>
  );
}
