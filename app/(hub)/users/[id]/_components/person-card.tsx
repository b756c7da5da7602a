import { Card, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { SignInView, UserDetails } from '@/lib/users/schemas';
import { roleWords } from '../../_components/role-words';
import { StateChip } from '../../_components/state-chip';

export function PersonCard({ user }: { user: UserDetails }) {
  return (
    <Card aria-label="The person">
      <CardHeader title="The person" />
      <DescriptionList
        items={[
          { label: 'Name', value: user.name },
          { label: 'E-mail', value: user.email },
          { label: 'Role', value: roleWords[user.role].label },
          { label: 'State', value: <StateChip state={user.state} /> },
          { label: 'Second factor', value: user.hasSecondFactor ? 'yes' : 'no' },
          { label: 'Added', value: <Time at={user.createdAt} as="moment" /> },
          { label: 'Last here', value: <Time at={user.lastSeenAt} none="not yet" /> },
          { label: 'Last sign-in', value: user.lastSignIn && <LastSignIn signIn={user.lastSignIn} /> },
        ]}
      />
    </Card>
  );
}

function LastSignIn({ signIn }: { signIn: SignInView }) {
  const place = [signIn.device, signIn.source].filter(Boolean).join(' · ');
  return (
    <>
      <Time at={signIn.at} as="moment" />
      {place !== '' && <div className="text-sm text-ink-3">{place}</div>}
    </>
  );
}
