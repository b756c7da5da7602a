import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { getCustomFieldUsage } from '@/lib/crm';
import { customFieldTypeLabels, entityLabels } from '@/lib/crm/schemas';
import { EditCustomFieldForm } from '../_components/custom-field-form';
import { FieldFate } from '../_components/field-fate';
import { FieldUsage } from '../_components/field-usage';
import { shownField } from './shown-field';

export const metadata: Metadata = { title: 'Custom field' };

export default async function CustomFieldPage({ params }: PageProps<'/settings/custom-fields/[id]'>) {
  const { ctx, subject: field } = await shownField.read(params);
  const usage = await getCustomFieldUsage(ctx, { id: field.id });
  return (
    <>
      <PageHeader
        title={field.label}
        trail={[{ label: 'Settings', href: '/settings' }, { label: field.label }]}
        lede={`${customFieldTypeLabels[field.type]} field of ${entityLabels[field.entity].many.toLowerCase()}${field.archivedAt ? ', archived: its values stay, nothing new is offered' : ''}.`}
        actions={<FieldFate field={field} usage={usage} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.28fr)_minmax(0,1fr)]">
        <EditCustomFieldForm key={field.version} field={field} />
        <FieldUsage usage={usage} entity={field.entity} />
      </div>
    </>
  );
}
