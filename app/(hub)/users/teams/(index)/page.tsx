import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { listTeams, teamGrid } from '@/lib/users';
import { TeamsTable } from '../_components/teams-table';

export const metadata: Metadata = { title: 'Teams' };

export default async function TeamsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext('users.read');
  const query = parseTableQuery(await searchParams, teamGrid.table);
  const { rows, total } = await listTeams(ctx, query);
  return (
    <>
      <PageHeader
        title="Teams"
        trail={[{ label: 'Users', href: '/users' }, { label: 'Teams' }]}
        lede="Whoever is in a team sees the marketing lists that its others keep to themselves. Only their owners and admins change them."
        actions={
          <LinkButton variant="primary" href="/users/teams/new" hotkey="c">
            Create Team
          </LinkButton>
        }
      />
      <TeamsTable rows={rows} page={{ total, pageIndex: query.page - 1, pageSize: query.size }} />
    </>
  );
}
