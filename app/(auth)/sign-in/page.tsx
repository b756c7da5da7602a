import type { Metadata } from 'next';
import { awaitsCode } from '@/lib/auth';
import { webEnv } from '@/lib/env';
import { safePath } from '@/lib/own-origin';
import { SignInForm } from './_components/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
  const target = safePath(typeof callbackUrl === 'string' ? callbackUrl : null, webEnv().nextauthUrl);
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-[380px]">
        <SignInForm target={target} awaitsCode={await awaitsCode()} />
      </div>
    </main>
  );
}
