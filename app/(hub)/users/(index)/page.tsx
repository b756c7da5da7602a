import type { Metadata } from 'next';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { agree, plural } from '@/lib/format';
import { mailServerView } from '@/lib/mail';
import { parseTableQuery, type SearchParams } from '@/lib/table-query';
import { listUsers, userGrid, type UserQuery } from '@/lib/users';
import { UsersTable } from '../_components/users-table';

export const metadata: Metadata = { title: 'Users' };

const activeOnes: UserQuery = {
  q: '',
  sort: userGrid.table.defaultSort,
  filters: [{ field: 'state', type: 'choice', op: 'any', value: ['active'] }],
  page: 1,
  size: 1,
};

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext('users.read');
  const query = parseTableQuery(await searchParams, userGrid.table);
  const [{ rows, total }, { total: active }] = await Promise.all([
    listUsers(ctx, query),
    listUsers(ctx, activeOnes),
  ]);
  return (
    <>
      <PageHeader
        title="Users"
        trail={[{ label: 'Users' }]}
        lede={`${plural(active, 'person', 'people')} ${agree(active, 'has', 'have')} a password and can sign in.`}
        actions={
          <>
            <LinkButton href="/users/sign-in">Signing in</LinkButton>
            <LinkButton href="/users/teams">Teams</LinkButton>
            <LinkButton href="/users/roles">What each role may do</LinkButton>
            <LinkButton variant="primary" href="/users/new" hotkey="c">
              Invite User
            </LinkButton>
          </>
        }
      />
      <UsersTable
        rows={rows}
        page={{ total, pageIndex: query.page - 1, pageSize: query.size }}
        byMail={mailServerView(ctx).ready}
      />
    </>
  );
}
