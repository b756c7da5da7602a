import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { DescriptionList } from '@/components/ui/description-list';
import type { ProviderView } from '@/lib/users/schemas';
import { roleWords } from '../../_components/role-words';

/** By what else than passwords people come in. It is the environment's to say, so it is only shown. */
export function ProviderCard({ provider }: { provider: ProviderView | null }) {
  return (
    <Card>
      <CardHeader
        title="Single sign-on"
        right={provider === null ? <Chip>off</Chip> : <Chip tone="good">on</Chip>}
      />
      <CardBody>
        {provider === null ? (
          <p className="text-ink-2">
            People sign in with a password. With OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET in the
            environment they can come by your company’s own sign-in (OpenID Connect).
          </p>
        ) : (
          <DescriptionList
            items={[
              { label: 'Provider', value: provider.name },
              { label: 'Issuer', value: provider.issuer },
              { label: 'Roles', value: <Roles provider={provider} /> },
              {
                label: 'Passwords',
                value: provider.only
                  ? 'Nobody signs in by password, but for a day whom npm run user let in.'
                  : 'Work beside it.',
              },
            ]}
          />
        )}
      </CardBody>
      {provider !== null && (
        <CardFooter>
          Set by the environment. The provider asks for its own second factor, so none of Dotbridge’s is asked
          for there.
        </CardFooter>
      )}
    </Card>
  );
}

function Roles({ provider: { groupRoles, groupsClaim, defaultRole } }: { provider: ProviderView }) {
  const others =
    defaultRole === null ? 'Nobody else comes in.' : `Everybody else: ${roleWords[defaultRole].label}.`;
  if (groupRoles.length === 0)
    return defaultRole === null
      ? 'Given here. Whoever is not a user yet doesn’t come in.'
      : `Given here. Whoever is not a user yet becomes ${roleWords[defaultRole].one}.`;
  return (
    <>
      <p>By the claim {groupsClaim}, at each sign-in:</p>
      <ul className="my-1">
        {groupRoles.map(({ group, role }) => (
          <li key={group} className="break-words">
            {group}: {roleWords[role].label}
          </li>
        ))}
      </ul>
      <p>{others}</p>
    </>
  );
}
