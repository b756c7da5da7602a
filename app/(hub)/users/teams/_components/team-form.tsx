'use client';

import { useRouter } from 'next/navigation';
import { ActionForm, ComboboxField, TextField, useActionForm } from '@/components/forms';
import { Card } from '@/components/ui/card';
import type { Option } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import type { Result } from '@/lib/result';
import { CreateTeam, type TeamView } from '@/lib/users/schemas';
import { createTeamAction, updateTeamAction } from '../../actions';

/** A new team, or one that is there. */
export function TeamForm({ team, people }: { team: TeamView | null; people: Option[] }) {
  const { push } = useRouter();
  const form = useActionForm({
    schema: CreateTeam,
    draft: { form: team ? `team ${team.id}` : 'new team' },
    defaultValues: { name: team?.name ?? '', memberIds: team?.memberIds ?? [] },
    action: (given: CreateTeam): Promise<Result<unknown>> =>
      team ? updateTeamAction({ ...given, id: team.id }) : createTeamAction(given),
    onSuccess: () => {
      toast.good(team ? 'Team saved' : 'Team created');
      push('/users/teams');
    },
  });
  return (
    <Card className="max-w-[640px] p-5">
      <ActionForm
        form={form}
        submit={team ? 'Save' : 'Create Team'}
        cancelHref="/users/teams"
        errorTitle={team ? 'Not saved.' : 'Not created.'}
      >
        <TextField control={form.control} name="name" label="Name" autoFocus={team === null} />
        <ComboboxField
          control={form.control}
          name="memberIds"
          label="People"
          multiple
          options={people}
          placeholder="Choose people"
          searchPlaceholder="Search people"
          emptyText="Nobody has this name"
        />
      </ActionForm>
    </Card>
  );
}
