import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { apiTokenGrid, listApiTokens } from '@/lib/api-tokens';
import { currentSessionId } from '@/lib/auth';
import { mailServerView } from '@/lib/mail';
import { listUserSessions } from '@/lib/users';
import { roleWords } from '../_components/role-words';
import { LinesCard } from './_components/lines-card';
import { PersonCard } from './_components/person-card';
import { SessionsCard } from './_components/sessions-card';
import { TokensCard } from './_components/tokens-card';
import { UserMenu } from './_components/user-menu';
import { shownUser } from './shown-user';

export async function generateMetadata({ params }: PageProps<'/users/[id]'>): Promise<Metadata> {
  return { title: (await shownUser.read(params)).subject.name };
}

const shownTokens = 25;

export default async function UserPage({ params }: PageProps<'/users/[id]'>) {
  const { ctx, subject: user } = await shownUser.read(params);
  const [sessions, tokens] = await Promise.all([
    currentSessionId().then((current) => listUserSessions(ctx, user, current)),
    listApiTokens(ctx, {
      q: '',
      sort: apiTokenGrid.table.defaultSort,
      filters: [{ field: 'person', type: 'choice', op: 'any', value: [user.id] }],
      page: 1,
      size: shownTokens,
    }),
  ]);
  const byMail = mailServerView(ctx).ready;
  return (
    <>
      <PageHeader
        title={user.name}
        trail={[{ label: 'Users', href: '/users' }, { label: user.name }]}
        lede={`${roleWords[user.role].label}. ${roleWords[user.role].hint}`}
        actions={<UserMenu user={user} byMail={byMail} />}
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <PersonCard user={user} />
          <LinesCard userId={user.id} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <SessionsCard user={user} sessions={sessions} byMail={byMail} />
          <TokensCard user={user} tokens={tokens.rows} total={tokens.total} />
        </div>
      </div>
    </>
  );
}
