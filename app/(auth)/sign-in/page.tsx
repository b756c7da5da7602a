import type { Metadata } from 'next';
import { awaitsCode } from '@/lib/auth';
import { webEnv } from '@/lib/env';
import { safePath } from '@/lib/own-origin';
import { SignInForm } from './_components/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

/** What a provider's sign-in ended with, where nobody came in. */
const refusals: Record<string, string> = {
  NoAddress:
    'The provider tells no e-mail address of yours that it has checked. Whoever looks after it can help.',
  NoRole:
    'You have no access to Dotbridge. An admin of it, or whoever looks after your groups, can give you some.',
  OtherPerson: 'Your e-mail address belongs to somebody else here. An admin can help.',
  Deactivated: 'Your access to Dotbridge was switched off. An admin can switch it on again.',
  OAuthCallback: 'The provider didn’t let you in, or it took too long. Try again.',
  Unavailable: 'Signing in is not possible just now. Try again in a moment.',
};

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error, by } = await searchParams;
  const { oidc } = webEnv();
  const target = safePath(typeof callbackUrl === 'string' ? callbackUrl : null, webEnv().nextauthUrl);
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-[380px]">
        <SignInForm
          target={target}
          awaitsCode={await awaitsCode()}
          provider={oidc?.name ?? null}
          byPassword={!oidc?.only || by === 'password'}
          refused={typeof error === 'string' ? (refusals[error] ?? refusals.Unavailable ?? null) : null}
        />
      </div>
    </main>
  );
}
