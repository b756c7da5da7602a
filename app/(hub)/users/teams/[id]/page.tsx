import type { Metadata } from 'next';
import { AuditLink } from '@/components/audit/audit-link';
import { PageHeader } from '@/components/ui/page-header';
import { peopleOptions } from '../_components/people-options';
import { TeamForm } from '../_components/team-form';
import { shownTeam } from './shown-team';

export async function generateMetadata({ params }: PageProps<'/users/teams/[id]'>): Promise<Metadata> {
  return { title: (await shownTeam.read(params)).subject.name };
}

export default async function TeamPage({ params }: PageProps<'/users/teams/[id]'>) {
  const { ctx, subject: team } = await shownTeam.read(params);
  return (
    <>
      <PageHeader
        title={team.name}
        trail={[
          { label: 'Users', href: '/users' },
          { label: 'Teams', href: '/users/teams' },
          { label: team.name },
        ]}
        lede="What changes holds from each person’s next click on."
        actions={<AuditLink subject="team" id={team.id} />}
      />
      <TeamForm team={team} people={await peopleOptions(ctx)} />
    </>
  );
}
