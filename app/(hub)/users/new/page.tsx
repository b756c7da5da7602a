import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { requireContext } from '@/app/_server/require-context';
import { mailServerView } from '@/lib/mail';
import { InviteForm } from '../_components/invite-form';

export const metadata: Metadata = { title: 'Invite User' };

export default async function InviteUserPage() {
  const ctx = await requireContext('users.write');
  const byMail = mailServerView(ctx).ready;
  return (
    <>
      <PageHeader
        title="Invite User"
        trail={[{ label: 'Users', href: '/users' }, { label: 'Invite' }]}
        lede={
          byMail
            ? 'They get a mail with a link to choose a password, and sign in with it.'
            : 'No mail goes out of this installation: you get a link to hand on, with which they choose a password.'
        }
      />
      <InviteForm byMail={byMail} />
    </>
  );
}
