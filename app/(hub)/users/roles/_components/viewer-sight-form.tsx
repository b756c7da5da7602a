'use client';

import { ActionForm, SwitchField, useSettingsForm } from '@/components/forms';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { agree, plural } from '@/lib/format';
import { ViewerSight, type ViewerSightView } from '@/lib/users/schemas';
import { changeViewerSightAction } from '../../actions';

export function ViewerSightForm({ sight: { viewers, seesPeople } }: { sight: ViewerSightView }) {
  const form = useSettingsForm({
    schema: ViewerSight,
    draft: { form: 'what viewers see' },
    defaultValues: { seesPeople },
    action: changeViewerSightAction,
  });
  return (
    <Card className="max-w-[860px]">
      <CardHeader title="What viewers see" />
      <CardBody>
        <ActionForm form={form} submit="Save" label="What viewers see">
          <SwitchField
            control={form.control}
            name="seesPeople"
            label="People too, with their personal data masked"
            hint={`Records, marketing lists, the people of campaigns and sync runs, on pages, in files and by the REST API: Ada Byron, ada@example.com, +44 20 7946 0817 is A••• B•••, a•••@e•••.com, •••17. Off, viewers see statistics alone. ${
              viewers === 0
                ? 'Nobody has this role.'
                : `${plural(viewers, 'person', 'people')} ${agree(viewers, 'has', 'have')} this role.`
            }`}
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
