import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Actor } from '@/lib/actor';
import { noteRefusal } from '@/lib/audit';
import { currentActor } from '@/lib/auth';
import type { Context, Whence } from '@/lib/context';
import { createContext, createPageContext, processLogger, whenceOf } from '@/lib/context/process-context';
import { AppError } from '@/lib/errors';
import { forbidden, may, type Permission } from '@/lib/permissions';
import { randomUUID } from 'node:crypto';
import { cache } from 'react';
import { askedFor } from './note-denied';

/** One id per request stands in all of its log lines. */
const requestLog = cache(() => processLogger().child({ requestId: randomUUID() }));

const pageContext = cache(async (actor: Actor) => createPageContext(actor, requestLog(), await whence()));

async function whence(): Promise<Whence> {
  const sent = await headers();
  return whenceOf((name) => sent.get(name), 'page');
}

/**
 * For pages: one context of the person who is signed in, else off to the sign-in page; whose role demands a second factor and who has
 * none sets one up first. With a permission that the person
 * lacks the page isn't there; the verbs check it again.
 */
export async function requireContext(permission?: Permission): Promise<Context> {
  const actor = await currentActor();
  if (!actor) redirect(await signInAddress());
  if (actor.kind === 'person' && actor.lacksSecondFactor && permission !== 'factor.own')
    redirect('/second-factor');
  const ctx = await pageContext(actor);
  if (permission && !may(ctx.actor, permission)) {
    await notePageDenied(ctx, forbidden(permission));
    notFound();
  }
  return ctx;
}

/** A page that the browser fetches before anyone asks for it was tried by nobody. */
export async function notePageDenied(ctx: Context, error: unknown): Promise<void> {
  const sent = await headers();
  if (sent.has('next-router-prefetch')) return;
  const asked = askedFor(error);
  if (asked !== null) await noteOnce(ctx.actor, asked);
}

/** A page and the layouts above it ask the same. */
const noteOnce = cache(async (actor: Actor, asked: string) =>
  noteRefusal(createContext(actor, requestLog(), await whence()), {
    asked,
    method: 'GET',
    path: await pagePath(),
  }),
);

/** Of the page that is asked for or whose action is called, as proxy.ts told it. */
export const pagePath = async (): Promise<string> =>
  ((await headers()).get('x-address') ?? '/').split('?')[0] ?? '/';

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
  return createContext(actor, requestLog(), await whence());
}

export const notSignedIn = (): AppError =>
  new AppError('not_signed_in', 'no session', {
    userMessage:
      'Your session has ended, so nothing was done. Sign in again and repeat it; what you typed is still here.',
  });
