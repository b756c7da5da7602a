import type { Metadata } from 'next';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { listIntegrationOptions } from '@/lib/integrations';
import { getSettings, listSettingChanges } from '@/lib/settings';
import { settingsLevel } from '@/lib/settings/schemas';
import { ChangesCard } from './_components/changes-card';
import { LevelLinks } from './_components/level-links';
import { SettingsForm } from './_components/settings-form';

export const metadata: Metadata = { title: 'Dotdigital settings' };

const shownChanges = 20;

export default async function DotdigitalSettingsPage({ searchParams }: PageProps<'/settings/dotdigital'>) {
  const ctx = await requireContext('settings.read');
  const integrationId = settingsLevel((await searchParams).integrationId);
  const [view, changes, integrations] = await Promise.all([
    orNotFound(ctx, getSettings(ctx, { integrationId })),
    listSettingChanges(ctx, { integrationId, after: null, limit: shownChanges }),
    listIntegrationOptions(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="Dotdigital"
        trail={[{ label: 'Settings', href: '/settings' }, { label: 'Dotdigital' }]}
        lede={
          view.integration
            ? `How ${view.integration.name} is kept in step. What is left empty is as for all integrations.`
            : 'How all integrations are kept in step, but for what one of them has of its own. Every change holds from the next run on.'
        }
      />
      <LevelLinks integrations={integrations} chosen={integrationId} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <SettingsForm
          key={`${integrationId} ${changes.data[0]?.id}`}
          integrationId={integrationId}
          settings={view.settings}
        />
        <ChangesCard changes={changes.data} isAll={changes.nextCursor === null} />
      </div>
    </>
  );
}
