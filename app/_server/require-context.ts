import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Actor } from '@/lib/actor';
import { currentActor } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { createContext, createPageContext, processLogger } from '@/lib/context/process-context';
import { AppError } from '@/lib/errors';
import { may, type Permission } from '@/lib/permissions';
import { randomUUID } from 'node:crypto';
import { cache } from 'react';

/** One id per request stands in all of its log lines. */
const requestLog = cache(() => processLogger().child({ requestId: randomUUID() }));

const pageContext = cache((actor: Actor) => createPageContext(actor, requestLog()));

/**
 * For pages: one context of the person who is signed in, else off to the sign-in page. With a permission that the person
 * lacks the page isn't there; the verbs check it again.
 */
export async function requireContext(permission?: Permission): Promise<Context> {
  const actor = await currentActor();
  if (!actor) redirect(await signInAddress());
  if (permission && !may(actor, permission)) notFound();
  return pageContext(actor);
}

/** Back to where the person was, as proxy.ts told it. */
async function signInAddress(): Promise<string> {
  const address = (await headers()).get('x-address');
  return address && address !== '/'
    ? `/sign-in?${new URLSearchParams({ callbackUrl: address })}`
    : '/sign-in';
}

/** For actions and routes: throws `not_signed_in` instead of redirecting. */
export async function contextOrRefuse(): Promise<Context> {
  const actor = await currentActor();
  if (!actor) throw notSignedIn();
  return createContext(actor, requestLog());
}

export const notSignedIn = (): AppError =>
  new AppError('not_signed_in', 'no session', {
    userMessage:
      'Your session has ended, so nothing was done. Sign in again and repeat it; what you typed is still here.',
  });
