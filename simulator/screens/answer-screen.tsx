import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listAccounts, type Account } from '../engine/accounts';
import { playDueEvents } from '../engine/events';
import { Failure, notFound } from '../engine/failure';
import type { Sandbox } from '../http/sandbox';
import { findScreen } from './find-screen';
import { SentForm, type ReadForm } from './sent-form';
import { screens } from './pages';
import { renderPage } from './render-page';
import { sayFailure } from './say-failure';
import { isDocument, type Document, type Page, type ScreenCall } from './screen';

const accountCookie = 'sandbox-account';
const noticeCookie = 'sandbox-notice';
const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** `failed` is why the request could not even be read. */
export async function answerScreen(
  sandbox: Sandbox,
  request: FastifyRequest,
  reply: FastifyReply,
  failed?: Error,
): Promise<void> {
  const url = new URL(request.url, 'http://sandbox');
  const { cookies } = request;
  const { world } = sandbox;
  playDueEvents(world, world.clock.now());
  const call: ScreenCall = {
    sandbox,
    world,
    params: {},
    query: url.searchParams,
    form: new SentForm(),
    account: chooseAccount(listAccounts(world), url.searchParams.get('account') ?? cookies[accountCookie]),
  };
  const found = findScreen(screens, url.pathname);
  Object.assign(call.params, found?.params);
  const show = (shown: Page | Document, status: number): FastifyReply => {
    if (isDocument(shown)) return sendDocument(reply, shown);
    const live = request.headers['x-live'] !== undefined;
    const notice = live ? undefined : cookies[noticeCookie];
    if (notice !== undefined) reply.setCookie(noticeCookie, '', { ...cookieOptions, maxAge: 0 });
    return reply
      .code(status)
      .headers(pageHeaders)
      .type('text/html; charset=utf-8')
      .send(renderPage(call, shown, notice));
  };

  const rememberAccount = (id: number): void =>
    void reply.setCookie(accountCookie, String(id), { ...cookieOptions, maxAge: yearSeconds });

  try {
    if (failed) throw failed;
    if (!found) throw notFound('NO_SUCH_PAGE');
    if (request.method === 'GET') {
      if (url.searchParams.has('account')) rememberAccount(call.account.id);
      return void (await show(found.screen.view(call), 200));
    }
    refuseForeignForm(request);
    call.form = new SentForm((request.body as ReadForm | undefined)?.fields);
    const { act } = found.screen;
    if (!act) throw new Failure(405, 'NO_FORM', 'Nothing can be sent to this page.');
    try {
      const done = world.store.transaction(() => act(call));
      if (done.startOver) sandbox.reset(done.startOver.seed, done.startOver.contacts);
      if (done.notice !== undefined)
        reply.setCookie(noticeCookie, done.notice, { ...cookieOptions, maxAge: 60 });
      if (done.account !== undefined) rememberAccount(done.account);
      return void (await reply.code(303).header('Location', done.to).send());
    } catch (error) {
      const problem = sayFailure(error);
      if (problem === undefined) throw error;
      call.problem = problem;
      return void (await show(found.screen.view(call), 400));
    }
  } catch (error) {
    await show(
      failurePage(call, request, error),
      error instanceof Failure ? error.status : error instanceof z.ZodError ? 400 : 500,
    );
  }
}

function chooseAccount(accounts: Account[], wanted: string | null | undefined): Account {
  const account = accounts.find(({ id }) => String(id) === wanted) ?? accounts[0];
  if (!account) throw new Error('The sandbox has no account');
  return account;
}

const yearSeconds = 365 * 24 * 3600;

/** Nothing is loaded from elsewhere, and no other site may send forms here or show these pages in a frame. */
const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

function refuseForeignForm(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === `http://${host}` || origin === `https://${host}`) return;
  throw new Failure(403, 'FOREIGN_FORM', 'Another site sent this form. Nothing was done.');
}

function sendDocument(reply: FastifyReply, { type, content, fileName }: Document): FastifyReply {
  reply.headers({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' }).type(type);
  // A mail may hold anything; it gets no script, no network and no origin.
  reply.header(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  );
  if (fileName !== undefined)
    reply.header('Content-Disposition', `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`);
  return reply.send(content);
}

function failurePage(call: ScreenCall, request: FastifyRequest, error: unknown): Page {
  const said = sayFailure(error);
  if (error instanceof Failure && error.status === 404) {
    return {
      title: 'Not found',
      section: '',
      lead: (
        <>
          There is nothing at <code>{decodePath(request.url)}</code> in the account {call.account.name}. It
          may have been deleted, or belong to another account.
        </>
      ),
      body: (
        <p>
          <a className="button" href={'/'}>
            Back to the overview
          </a>
        </p>
      ),
    };
  }
  if (said !== undefined)
    return {
      title: 'That did not work',
      section: '',
      lead: said,
      body: (
        <p>
          <a className="button" href={'/'}>
            Back to the overview
          </a>
        </p>
      ),
    };
  console.error(`The sandbox failed at ${request.method} ${request.url}`, error);
  return {
    title: 'The sandbox failed',
    section: '',
    lead: 'This is a fault of the sandbox itself. The console it runs in says more.',
    body: (
      <p>
        <a className="button" href={'/'}>
          Back to the overview
        </a>
      </p>
    ),
  };
}

const decodePath = (url: string): string => url.replace(/\?.*$/s, '').slice(0, 200);
