'use client';

import { ActionForm, SwitchField, useSettingsForm } from '@/components/forms';
import { PageLink } from '@/components/ui/page-link';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { SeenByOwner } from '@/lib/actor';
import { SeenByOwnerInput } from '@/lib/users/schemas';
import { changeSeenByOwnerAction } from '../../actions';

export function SeenByOwnerForm({ byOwner }: { byOwner: SeenByOwner }) {
  const form = useSettingsForm({
    schema: SeenByOwnerInput,
    draft: { form: 'what owners see' },
    defaultValues: byOwner,
    action: changeSeenByOwnerAction,
  });
  return (
    <Card className="max-w-[860px]">
      <CardHeader title="What is seen by its owner" />
      <CardBody>
        <p className="mb-4 text-sm text-ink-2">
          Off, everybody who works with people sees all of them. Admins always see everything, and what nobody
          owns is seen by everybody. Who shares a{' '}
          <PageLink href="/users/teams" className="prose-link">
            team
          </PageLink>{' '}
          sees what the others of it own. Lists, mail and figures go on as they are: who is on a list and who
          is mailed never depends on who looks.
        </p>
        <ActionForm form={form} submit="Save" label="What is seen by its owner">
          <SwitchField
            control={form.control}
            name="records"
            label="Records by their owner and the owner’s teams"
            hint="Contacts, leads and customers, wherever they are shown: grids, search, the people of lists, campaigns and sync runs, files and the REST API. To everybody else they are not there. Figures of lists and campaigns tell of everybody."
          />
          <SwitchField
            control={form.control}
            name="campaigns"
            label="Campaigns by who sees one of their lists or owns their marketing campaign"
            hint="Email campaigns and marketing campaigns with their statistics. A list that only its owner sees keeps its campaigns to itself; one that everybody sees shows them to everybody."
          />
        </ActionForm>
      </CardBody>
    </Card>
  );
}
