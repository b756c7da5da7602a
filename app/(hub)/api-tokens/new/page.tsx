import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { may } from '@/lib/permissions';
import { listEveryone } from '@/lib/users';
import { TokenForm } from '../_components/token-form';

export const metadata: Metadata = { title: 'Create API Token' };

export default async function NewApiTokenPage() {
  const ctx = await requireContext('tokens.own');
  const { actor } = ctx;
  if (actor.kind !== 'person') throw new Error('only people see pages');
  const mayAll = may(actor, 'tokens.all') && may(actor, 'users.read');
  const others = mayAll ? (await listEveryone(ctx)).filter((user) => !user.disabled) : [];
  return (
    <>
      <PageHeader
        title="Create API Token"
        trail={[{ label: 'API Tokens', href: '/api-tokens' }, { label: 'Create' }]}
        lede="A program that has the token speaks for a person. You see the token once, when it is made."
      />
      <TokenForm
        self={{ name: actor.name, email: actor.email, role: actor.role }}
        people={others.map(({ name, email, role }) => ({ name, email, role }))}
      />
    </>
  );
}
