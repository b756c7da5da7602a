import { Kpis, type Kpi } from '@/components/ui/kpis';
import { Change, Num } from '@/components/ui/numbers';
import type { Changes, Moves } from '@/lib/dashboard/schemas';

/** What yesterday and today brought, beside what 60 days did. */
export function ChangesFigures({ changes }: { changes: Changes }) {
  const moved = (key: keyof Moves, label: string): Kpi => ({
    label,
    definition: key,
    value: <Num value={changes.sinceYesterday[key]} />,
    detail: (
      <>
        since yesterday, <Num value={changes.inAll[key]} /> in 60 days
      </>
    ),
  });
  return (
    <Kpis
      label="Since yesterday"
      items={[
        {
          label: 'Can be mailed',
          definition: 'mailable',
          value: <Num value={changes.mailable} />,
          detail:
            changes.mailableChange === null ? (
              'counted since today'
            ) : (
              <>
                <Change value={changes.mailableChange} /> since yesterday
              </>
            ),
        },
        moved('joined', 'Joined'),
        moved('left', 'Left'),
        moved('optedOut', 'Opted out'),
      ]}
    />
  );
}
