import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { AutomationForm } from '../../_components/automation-form';
import { formOptions } from '../../_components/form-options';
import { shownAutomation } from '../shown-automation';

export const metadata: Metadata = { title: 'Edit automation' };

export default async function EditAutomationPage({ params }: PageProps<'/dotdigital/automations/[id]/edit'>) {
  const { ctx, subject } = await shownAutomation.read(params, 'automations.write');
  const { id, version, name, integrationId, entity, trigger, conditions, action, limits, state } = subject;
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Automations', href: '/dotdigital/automations' },
          { label: name, href: `/dotdigital/automations/${id}` },
          { label: 'Edit' },
        ]}
        title={`Edit ${name}`}
        lede={
          state === 'off'
            ? 'It is not switched on yet.'
            : 'Where the trigger or the conditions change, it begins anew: whoever waits is skipped, and what happened before isn’t fired for.'
        }
      />
      <AutomationForm
        options={await formOptions(ctx, entity)}
        automation={{ id, version }}
        values={{ name, integrationId, entity, trigger, conditions, action, limits }}
      />
    </>
  );
}
