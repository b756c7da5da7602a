'use client';

import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Time } from '@/components/ui/time';
import { useInstantPage } from '@/components/ui/use-instant';
import { mutedHours, type AlertLevel, type OwnAlerts } from '@/lib/alerts/schemas';
import { chooseAlertsAction, muteAlertsAction } from '../actions';
import { LastMail, NoMailNotice } from './mail-notes';

const choices = [
  { value: 'off', label: 'None' },
  { value: 'failures', label: 'What fails' },
  { value: 'everything', label: 'All that needs someone' },
] as const;

type AlertsCardProps = { alerts: OwnAlerts; email: string };

export function AlertsCard({ alerts, email }: AlertsCardProps) {
  const [{ level, mutedUntil }, instantly] = useInstantPage(alerts);
  const choose = (chosen: AlertLevel | 'off'): void => {
    const wanted = chosen === 'off' ? null : chosen;
    instantly({
      action: () => chooseAlertsAction({ level: wanted }),
      shows: (now) => ({ ...now, level: wanted, mutedUntil: wanted === null ? null : now.mutedUntil }),
      refused: 'Not changed',
    });
  };
  return (
    <Card>
      <CardHeader title="Alerts" />
      <CardBody className="grid grid-cols-1 gap-4">
        <div className="grid grid-cols-1 gap-2">
          <SegmentedControl
            label="Alerts by mail"
            value={level ?? 'off'}
            options={choices}
            onChange={choose}
          />
          <p className="text-sm text-ink-2">
            To {email}, within a minute: what the dashboard shows under “Needs you”, once when it begins and
            once when it is over. What comes within a quarter of an hour is one mail.
          </p>
        </div>
        {level !== null && (
          <Mute
            mutedUntil={mutedUntil}
            onMute={(muted) =>
              instantly({
                action: () => muteAlertsAction({ muted }),
                shows: (now) => ({
                  ...now,
                  mutedUntil: muted ? new Date(Date.now() + mutedHours * 3_600_000).toISOString() : null,
                }),
                refused: 'Not changed',
              })
            }
          />
        )}
        {alerts.server.ready ? null : <NoMailNotice missing={alerts.server.missing} />}
        {alerts.last && <LastMail last={alerts.last} />}
      </CardBody>
    </Card>
  );
}

type MuteProps = { mutedUntil: string | null; onMute: (muted: boolean) => void };

function Mute({ mutedUntil, onMute }: MuteProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button onClick={() => onMute(mutedUntil === null)}>
        {mutedUntil === null ? 'Mute for a day' : 'Hear again'}
      </Button>
      <span className="text-sm text-ink-3">
        {mutedUntil === null ? (
          'What still needs someone then is told then.'
        ) : (
          <>
            Muted until <Time at={mutedUntil} as="moment" />.
          </>
        )}
      </span>
    </div>
  );
}
