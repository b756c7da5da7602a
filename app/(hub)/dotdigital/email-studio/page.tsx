import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { requireContext } from '@/app/_server/require-context';
import { ownOrigin, studioCallbackUrl } from '@/app/_server/studio-session';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { getStudio } from '@/lib/email-studio';
import { studioHref, studioProblemWords, StudioProblem } from '@/lib/email-studio/schemas';
import { may } from '@/lib/permissions';
import { AccountCampaigns } from './_components/account-campaigns';
import { ConnectCard } from './_components/connect-card';
import { OpenStudio } from './_components/open-studio';
import { StudioBar } from './_components/studio-bar';
import { StudioFrame } from './_components/studio-frame';

export const metadata: Metadata = { title: 'Email Studio' };

export default async function EmailStudioPage({ searchParams }: PageProps<'/dotdigital/email-studio'>) {
  const ctx = await requireContext('studio.use');
  const { integration, problem: told } = await searchParams;
  const studio = await getStudio(ctx, {
    integrationId: typeof integration === 'string' ? integration : null,
    ownOrigin: ownOrigin(),
  });
  const { chosen, framed } = studio;
  const connected = chosen !== null && chosen.connectedAt !== null;
  // What the last try came to is newer than that access had ended; what is missing on the integration comes before both.
  const lastTry = connected ? null : (StudioProblem.safeParse(told).data ?? null);
  const problem =
    studio.problem === null || studio.problem === 'revoked' ? (lastTry ?? studio.problem) : studio.problem;
  const policy = (await headers()).get('content-security-policy') ?? '';
  return (
    <>
      <PageHeader
        title="Email Studio"
        trail={[{ label: 'Dotdigital' }, { label: 'Email Studio' }]}
        lede={
          connected
            ? `You are connected to ${chosen.accountName ?? chosen.name}. Dotdigital opens signed in.`
            : 'Dotdigital’s own editor, opened from here without a second sign-in.'
        }
        actions={
          chosen && <StudioBar integrations={studio.integrations} chosen={chosen} connected={connected} />
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {problem && (
          <Notice tone="warn" title={studioProblemWords[problem].title} action={wayForward(problem)}>
            {studioProblemWords[problem].what}
          </Notice>
        )}
        {chosen && !connected && (
          <ConnectCard
            integrationId={chosen.id}
            name={chosen.name}
            callbackUrl={studioCallbackUrl()}
            mayConnect={studio.problem === null || studio.problem === 'revoked'}
          />
        )}
        {connected && studio.problem === null && (
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
            {framed && chosen.application ? (
              <StudioFrame
                integrationId={chosen.id}
                allowed={policy.includes(`frame-src 'self' ${chosen.application};`)}
              />
            ) : (
              <Notice
                tone="info"
                title="Dotdigital opens in a new tab."
                action={
                  <OpenStudio integrationId={chosen.id} variant="primary">
                    Open in a new tab
                  </OpenStudio>
                }
              >
                Its frame rules don’t let other pages show it inside.
              </Notice>
            )}
            <AccountCampaigns integrationId={chosen.id} />
          </div>
        )}
      </div>
    </>
  );

  function wayForward(problem: StudioProblem) {
    const mayChange = may(ctx.actor, 'integrations.write');
    if (problem === 'no-integration')
      return mayChange ? <LinkButton href="/integrations/new">Create Integration</LinkButton> : undefined;
    if (!chosen) return undefined;
    if (problem === 'unreachable' || problem === 'key')
      return <LinkButton href={studioHref(chosen.id)}>Try again</LinkButton>;
    if (problem === 'inactive')
      return <LinkButton href={`/integrations/${chosen.id}`}>Open integration</LinkButton>;
    if (mayChange && ['no-client', 'no-secret', 'client', 'host'].includes(problem))
      return <LinkButton href={`/integrations/${chosen.id}/edit`}>Edit integration</LinkButton>;
    return undefined;
  }
}
