import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { getProvider, getRoleRules } from '@/lib/users';
import { ProviderCard } from './_components/provider-card';
import { RoleRulesForm } from './_components/role-rules-form';

export const metadata: Metadata = { title: 'Signing in' };

export default async function SignInRulesPage() {
  const ctx = await requireContext('users.write');
  return (
    <>
      <PageHeader
        title="Signing in"
        trail={[{ label: 'Users', href: '/users' }, { label: 'Signing in' }]}
        lede="What is asked of people before they come in."
      />
      <div className="grid max-w-[760px] grid-cols-1 gap-4">
        <RoleRulesForm rules={await getRoleRules(ctx)} />
        <ProviderCard provider={await getProvider(ctx)} />
      </div>
    </>
  );
}
