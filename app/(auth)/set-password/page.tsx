import type { Metadata } from 'next';
import { LinkButton } from '@/components/ui/button';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { findAccountLink } from '@/lib/users';
import { AccountToken } from '@/lib/users/schemas';
import { SetPasswordForm } from './_components/set-password-form';
import { LoneCard } from '../_components/lone-card';

export const metadata: Metadata = { title: 'Choose a password', referrer: 'no-referrer' };

type SetPasswordPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opened from a mail, by somebody who can't sign in yet. Opening it uses nothing up: mail scanners open links. */
export default async function SetPasswordPage({ searchParams }: SetPasswordPageProps) {
  const token = AccountToken.safeParse((await searchParams).token);
  const owner = token.success ? await findAccountLink(createContext(systemActor), token.data) : null;
  return (
    <LoneCard title="Choose a password">
      {owner === null || !token.success ? (
        <div className="grid gap-4">
          <p>
            This link works no more: it was used, its hour is over, or a newer one was sent. A link works
            once.
          </p>
          <div className="flex flex-wrap justify-end gap-2">
            <LinkButton href="/sign-in">Sign in</LinkButton>
            <LinkButton variant="primary" href="/forgotten-password">
              Ask for another link
            </LinkButton>
          </div>
        </div>
      ) : (
        <SetPasswordForm token={token.data} owner={owner} />
      )}
    </LoneCard>
  );
}
