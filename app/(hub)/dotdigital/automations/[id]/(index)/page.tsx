import type { Metadata } from 'next';
import { OwnersNotice } from '@/app/_server/owners-notice';
import { AuditLink } from '@/components/audit/audit-link';
import { LinkButton } from '@/components/ui/button';
import { gridAddress } from '@/lib/table-query';
import { Kpis } from '@/components/ui/kpis';
import { Num } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { firingGrid, listAutomationVersions, listFirings, readExperiment } from '@/lib/automations';
import type { FiringStateWord } from '@/lib/automations/schemas';
import { packRows } from '@/lib/packed-rows';
import { parseTableQuery } from '@/lib/table-query';
import { AutomationStrip } from '../_components/automation-strip';
import { ExperimentCard } from '../_components/experiment-card';
import { FiringsTable } from '../_components/firings-table';
import { PauseDialog } from '../_components/pause-dialog';
import { ResumeDialog } from '../_components/resume-dialog';
import { RetryDialog } from '../_components/retry-dialog';
import { SwitchOnDialog } from '../_components/switch-on-dialog';
import { TryDialog } from '../_components/try-dialog';
import { VersionsCard } from '../_components/versions-card';
import { WebhookCard } from '../_components/webhook-card';
import { shownAutomation } from '../shown-automation';

export async function generateMetadata({
  params,
}: PageProps<'/dotdigital/automations/[id]'>): Promise<Metadata> {
  return { title: (await shownAutomation.read(params)).subject.name };
}

export default async function AutomationPage({
  params,
  searchParams,
}: PageProps<'/dotdigital/automations/[id]'>) {
  const { ctx, subject: automation } = await shownAutomation.read(params);
  const { id, name, state, counts, canChange } = automation;
  const query = parseTableQuery(await searchParams, firingGrid.table);
  const [{ rows, total }, versions, experiment] = await Promise.all([
    listFirings(ctx, id, query),
    listAutomationVersions(ctx, id),
    readExperiment(ctx, id),
  ]);
  const people = (...states: FiringStateWord[]) =>
    gridAddress(`/dotdigital/automations/${id}`, { state: states });
  const failed = counts.failed + counts.unknown;
  return (
    <>
      <PageHeader
        trail={[{ label: 'Automations', href: '/dotdigital/automations' }, { label: name }]}
        title={name}
        lede={automation.sentence}
        actions={
          <>
            <AuditLink subject="automation" id={id} />
            <LinkButton variant="quiet" href={`/dotdigital/automations/${id}/dry-run`}>
              Dry run
            </LinkButton>
            {canChange && (
              <LinkButton href={`/dotdigital/automations/${id}/edit`} hotkey="e">
                Edit
              </LinkButton>
            )}
            {canChange && state === 'on' && <TryDialog automation={automation} />}
            {canChange && state === 'on' && <PauseDialog automation={automation} />}
            {canChange && state === 'off' && <SwitchOnDialog automation={automation} />}
            {canChange && state === 'paused' && <ResumeDialog automation={automation} />}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <AutomationStrip automation={automation} />
        <Kpis
          items={[
            {
              label: 'Done',
              definition: 'automationDone',
              value: <Num value={counts.done} />,
              href: people('done'),
            },
            {
              label: 'Waiting',
              definition: 'automationWaiting',
              value: <Num value={counts.waiting + counts.sending + counts.accepted} />,
              href: people('waiting', 'sending', 'accepted'),
            },
            {
              label: 'Failed',
              definition: 'automationFailed',
              value: <Num value={failed} />,
              href: people('failed', 'unknown'),
              detail: canChange && counts.failed > 0 && (
                <RetryDialog automation={automation} count={counts.failed} />
              ),
            },
            {
              label: 'Skipped',
              definition: 'automationSkipped',
              value: <Num value={counts.skipped} />,
              href: people('skipped'),
            },
            {
              label: 'Held out',
              definition: 'automationHeldOut',
              value: <Num value={counts.held_out} />,
              href: people('held_out'),
            },
          ]}
        />
        <WebhookCard automation={automation} />
        {experiment && <ExperimentCard experiment={experiment} />}
        <div>
          <OwnersNotice ctx={ctx}>Counts tell of everybody.</OwnersNotice>
          <FiringsTable
            automationId={id}
            canChange={canChange}
            hasFired={Object.values(counts).some((count) => count > 0)}
            rows={packRows(rows)}
            page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
          />
        </div>
        <VersionsCard versions={versions} />
      </div>
    </>
  );
}
