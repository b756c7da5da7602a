import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { AutomationForm } from '../_components/automation-form';
import { newAutomation } from '../_components/automation-values';
import { formOptions } from '../_components/form-options';

export const metadata: Metadata = { title: 'Create Automation' };

export default async function NewAutomationPage() {
  const ctx = await requireContext('automations.write');
  const options = await formOptions(ctx, 'customer');
  const [only, ...others] = options.integrations;
  return (
    <>
      <PageHeader
        trail={[{ label: 'Automations', href: '/dotdigital/automations' }, { label: 'Create Automation' }]}
        title="Create Automation"
        lede="It is saved without being switched on. A dry run then says whom it would have reached."
      />
      <AutomationForm
        options={options}
        values={newAutomation(only && others.length === 0 ? only.value : null)}
      />
    </>
  );
}
