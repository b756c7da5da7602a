import type { Metadata } from 'next';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { requireContext } from '@/app/_server/require-context';
import { listUsers } from '@/lib/users';
import { plural } from '@/lib/format';

export const metadata: Metadata = { title: 'Users' };

const roleWords = {
  viewer: 'Viewer: statistics only',
  marketer: 'Marketer: records, lists, connections, campaigns',
  admin: 'Admin: everything, integrations and users too',
};

export default async function UsersPage() {
  const users = await listUsers(await requireContext('users.read'));
  const active = users.filter((user) => !user.disabled).length;
  return (
    <>
      <PageHeader
        title="Users"
        trail={[{ label: 'Users' }]}
        lede={`${plural(active, 'person', 'people')} can sign in. New people and new passwords are made with npm run user.`}
      />
      <Card>
        <ul className="divide-y divide-line">
          {users.map((user) => (
            <li key={user.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-[1_1_240px]">
                <div className="flex items-center justify-between gap-2 sm:justify-start">
                  <span className="cut font-medium">{user.name}</span>
                  {user.disabled && <Chip tone="warn">disabled</Chip>}
                </div>
                <div className="cut text-sm text-ink-3">{user.email}</div>
              </div>
              <div className="flex-[1_1_260px] text-ink-2">{roleWords[user.role]}</div>
              <div className="flex-[0_1_170px] text-sm text-ink-3">
                {user.lastSeenAt ? (
                  <>
                    last here <Time at={user.lastSeenAt} />
                  </>
                ) : (
                  'has not signed in yet'
                )}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
