import type { Account } from '../engine/accounts';
import type { Answer } from '../http/route';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function page(status: number, title: string, body: string): Answer {
  const style = 'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#1d2330;background:#f6f7f9}main{background:#fff;border:1px solid #d9dde5;border-radius:10px;padding:1.5rem 2rem}button{font:inherit;padding:.5rem 1.2rem;border-radius:6px;border:1px solid #1d2330;background:#fff;cursor:pointer}button.allow{background:#1d2330;color:#fff}label{display:block;margin:.4rem 0}small{color:#5c6577}';
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head><body><main><small>Dotdigital sandbox: nothing here leaves this machine</small><h1>${escape(title)}</h1>${body}</main></body></html>`;
  return { status, raw: { type: 'text/html; charset=utf-8', content: html } };
}

const hidden = (name: string, value: string): string => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`;

export interface Asked {
  clientName: string;
  fields: Record<string, string>;
}

export function consentPage({ clientName, fields }: Asked, accounts: Account[]): Answer {
  const choices = accounts
    .map(({ id, name, email }, i) => `<label><input type="radio" name="account" value="${id}"${i === 0 ? ' checked' : ''}> ${escape(email)}, ${escape(name)}</label>`)
    .join('');
  const kept = Object.entries(fields).map(([name, value]) => hidden(name, value)).join('');
  return page(
    200,
    'Sign in and allow access',
    `<p>${escape(clientName)} asks to open your account.</p><form method="post" action="authorise.aspx">${kept}<fieldset><legend>Sign in as</legend>${choices}</fieldset><p><button class="allow" name="decision" value="allow">Allow</button> <button name="decision" value="refuse">Refuse</button></p></form>`,
  );
}

export const refusalPage = (why: string): Answer => page(400, 'This request cannot be granted', `<p>${escape(why)}</p>`);

export function landingPage(account: Account | undefined): Answer {
  if (!account) return page(401, 'Not signed in', '<p>The token is not valid or has expired. Ask for a new one.</p>');
  return page(200, 'Email Studio', `<p>Signed in as <strong>${escape(account.email)}</strong> of <strong>${escape(account.name)}</strong>.</p>`);
}
