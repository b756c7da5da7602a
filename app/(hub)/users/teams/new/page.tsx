import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { peopleOptions } from '../_components/people-options';
import { TeamForm } from '../_components/team-form';

export const metadata: Metadata = { title: 'Create Team' };

export default async function NewTeamPage() {
  const ctx = await requireContext('users.write');
  return (
    <>
      <PageHeader
        title="Create Team"
        trail={[
          { label: 'Users', href: '/users' },
          { label: 'Teams', href: '/users/teams' },
          { label: 'Create' },
        ]}
        lede="Its people see the marketing lists that its others keep to themselves."
      />
      <TeamForm team={null} people={await peopleOptions(ctx)} />
    </>
  );
}
