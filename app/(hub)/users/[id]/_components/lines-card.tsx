import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageLink } from '@/components/ui/page-link';
import { auditHref } from '@/lib/audit/schemas';
import { gridAddress } from '@/lib/table-query';

/** The doors to a person's lines; how many there are is counted by the grid behind them. */
export function LinesCard({ userId }: { userId: string }) {
  const doors = [
    {
      label: 'By them',
      words: 'What they did',
      href: gridAddress('/audit-log', { person: [userId] }),
    },
    {
      label: 'Refused',
      words: 'What they tried and may not',
      href: gridAddress('/audit-log', { person: [userId], kind: ['refused'] }),
    },
    { label: 'About them', words: 'What was done to their access', href: auditHref('user', userId) },
  ];
  return (
    <Card aria-label="Audit Log">
      <CardHeader title="Audit Log" />
      <DescriptionList
        items={doors.map(({ label, words, href }) => ({
          label,
          value: (
            <PageLink className="prose-link" href={href}>
              {words}
            </PageLink>
          ),
        }))}
      />
    </Card>
  );
}
