import type { Metadata } from 'next';
import { Card, CardHeader } from '@/components/ui/card';
import { LinkChoice } from '@/components/ui/link-choice';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { parseInput } from '@/app/_server/define-action';
import { dryRun } from '@/lib/automations';
import { DryRunInput } from '@/lib/automations/schemas';
import { plural } from '@/lib/format';
import { shownAutomation } from '../shown-automation';
import { PageLink } from '@/components/ui/page-link';

export const metadata: Metadata = { title: 'Dry run' };

const paths = { contact: '/contacts', lead: '/leads', customer: '/customers' };
const spans = [1, 7, 30];

export default async function DryRunPage({
  params,
  searchParams,
}: PageProps<'/dotdigital/automations/[id]/dry-run'>) {
  const { ctx, subject } = await shownAutomation.read(params);
  const { id, name } = subject;
  const { days } = parseInput(DryRunInput, { id, days: (await searchParams).days ?? 30 });
  const result = await dryRun(ctx, { id, days });
  const { count, keptBack, people, rows, problem } = result;
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Automations', href: '/dotdigital/automations' },
          { label: name, href: `/dotdigital/automations/${id}` },
          { label: 'Dry run' },
        ]}
        title={`Dry run of ${name}`}
        lede={subject.sentence}
      />
      <OwnersNotice ctx={ctx}>Counts tell of everybody.</OwnersNotice>
      <div className="grid grid-cols-1 gap-4">
        <LinkChoice
          label="Days looked back"
          options={spans.map((span) => ({
            label: plural(span, 'day'),
            href: `/dotdigital/automations/${id}/dry-run?days=${span}`,
            isChosen: span === days,
          }))}
        />
        {problem !== null && (
          <Notice tone="bad" title="Its conditions can’t be read.">
            {problem}
          </Notice>
        )}
        <Card aria-label="Dry run">
          <CardHeader
            title={`Would have fired ${plural(count, 'time')} in the last ${plural(days, 'day')}`}
            right={`for ${plural(people, 'person', 'people')}; ${plural(keptBack, 'time')} nothing may reach them`}
            className="pb-3"
          />
          {rows.length === 0 ? (
            <p className="border-t px-4 py-3 text-ink-2">
              {count > 0
                ? 'Those to whom it happened belong to somebody else, and are not shown.'
                : 'It happened to nobody, as far as what is kept tells.'}
            </p>
          ) : (
            <ul>
              {rows.map((row, n) => (
                <li key={n} className="flex items-baseline gap-x-3 border-t px-4 py-2">
                  <div className="flex min-w-0 flex-1 flex-wrap gap-x-3">
                    <PageLink
                      className="prose-link min-w-0 break-words"
                      href={`${paths[row.entity]}/${row.id}`}
                    >
                      {row.name}
                    </PageLink>
                    <span className="min-w-0 break-words text-ink-3">{row.email}</span>
                  </div>
                  <span className="max-w-[45%] text-right text-ink-3">
                    {row.reason && <>{row.reason}, </>}
                    <Time at={row.at} as="moment" />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <p className="text-sm text-ink-3">
          {count > rows.length && rows.length > 0 && `The newest ${rows.length} are shown. `}Nothing is done.
          Conditions and whom nothing may reach are asked as they stand now; of a cart only its last change is
          kept.
        </p>
      </div>
    </>
  );
}
