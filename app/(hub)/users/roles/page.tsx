import { Check } from 'lucide-react';
import type { Metadata } from 'next';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { leastRole, readMasked, type Permission } from '@/lib/permissions';
import { getSeenByOwner, getViewerSight } from '@/lib/users';
import { roles, type RoleName } from '@/lib/users/schemas';
import { roleWords } from '../_components/role-words';
import { SeenByOwnerForm } from './_components/seen-by-owner-form';
import { ViewerSightForm } from './_components/viewer-sight-form';
import { permissionWords } from './permission-words';

export const metadata: Metadata = { title: 'What each role may do' };

const lets = (role: RoleName, permission: Permission): boolean =>
  roles.indexOf(role) >= roles.indexOf(leastRole[permission]);

/** Of viewers where they are shown people. */
const letsMasked = (role: RoleName, permission: Permission): boolean =>
  role === 'viewer' && readMasked.has(permission);

const permissions = Object.keys(permissionWords) as Permission[];
const groups = [...new Set(permissions.map((permission) => permissionWords[permission].group))].map(
  (group) => ({
    group,
    inIt: permissions.filter((permission) => permissionWords[permission].group === group),
  }),
);

/** The very table that every verb asks. */
export default async function RolesPage() {
  const ctx = await requireContext('users.read');
  const [sight, byOwner] = await Promise.all([getViewerSight(ctx), getSeenByOwner(ctx)]);
  return (
    <>
      <PageHeader
        title="What each role may do"
        trail={[{ label: 'Users', href: '/users' }, { label: 'Roles' }]}
        lede="Holds for pages, for the REST API and for everything else: it is the table that each of them asks."
      />
      <div className="grid grid-cols-1 gap-4">
        <SeenByOwnerForm byOwner={byOwner} />
        <ViewerSightForm sight={sight} />
        <Card className="max-w-[860px] overflow-x-auto">
          <table className="w-full">
            <thead>
              <tr className="border-b text-left text-sm text-ink-3">
                <th scope="col" className="px-4 py-2 font-normal">
                  May
                </th>
                {roles.map((role) => (
                  <th
                    key={role}
                    scope="col"
                    className="w-[92px] px-3 py-2 text-center font-normal max-sm:w-[58px] max-sm:px-0.5"
                  >
                    {roleWords[role].label}
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map(({ group, inIt }) => (
              <tbody key={group} className="border-b last:border-b-0">
                <tr>
                  <th scope="rowgroup" colSpan={4} className="px-4 pt-3 pb-1 text-left font-semibold">
                    {group}
                  </th>
                </tr>
                {inIt.map((permission) => (
                  <tr key={permission}>
                    <th scope="row" className="px-4 py-1.5 text-left font-normal">
                      {permissionWords[permission].words}
                    </th>
                    {roles.map((role) => (
                      <td key={role} className="px-3 py-1.5 text-center text-ink-3 max-sm:px-0.5">
                        {lets(role, permission) ? (
                          <>
                            <Check aria-hidden className="mx-auto size-4 text-good" />
                            <span className="sr-only">yes</span>
                          </>
                        ) : sight.seesPeople && letsMasked(role, permission) ? (
                          'masked'
                        ) : (
                          <>
                            <span aria-hidden>–</span>
                            <span className="sr-only">no</span>
                          </>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </Card>
      </div>
    </>
  );
}
