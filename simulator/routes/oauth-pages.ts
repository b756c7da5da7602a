import type { Account } from '../engine/accounts';
import type { Answer } from '../http/route';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark;--line:light-dark(oklch(.915 .005 95),oklch(.3 .01 250));--ink:light-dark(oklch(.225 .012 250),oklch(.945 .004 95));--accent:light-dark(oklch(.5 .105 182),oklch(.7 .115 182))}
body{margin:0;padding:0 16px;font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:light-dark(oklch(.984 .003 95),oklch(.185 .008 250))}
.banner{margin:0 -16px;padding:6px 16px;text-align:center;font-size:12.5px;background:light-dark(oklch(.9 .11 88),oklch(.38 .075 80));color:light-dark(oklch(.33 .06 70),oklch(.93 .06 88))}
main{box-sizing:border-box;max-width:480px;margin:48px auto;padding:24px;display:flex;flex-direction:column;gap:16px;background:light-dark(#fff,oklch(.222 .009 250));border:1px solid var(--line);border-radius:8px;overflow-wrap:anywhere}
h1{margin:0;font-size:22px;line-height:28px;font-weight:600;letter-spacing:-.018em}p,fieldset{margin:0;padding:0;border:0}form{display:flex;flex-direction:column;gap:16px}legend{padding:0 0 8px;font-weight:500}
label{display:flex;gap:8px;align-items:flex-start;padding:4px 0}input{flex:none;width:16px;height:16px;margin:2px 0;accent-color:var(--accent)}.buttons{display:flex;gap:8px}
button{height:34px;padding:0 12px;font:inherit;font-weight:500;color:inherit;background:none;border:1px solid var(--line);border-radius:6px;cursor:pointer}button.allow{color:light-dark(oklch(.985 .01 182),oklch(.18 .03 182));background:var(--accent);border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;

function page(status: number, title: string, body: string): Answer {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="icon" href="data:,"><style>${style}</style>`;
  const banner =
    '<section class="banner" aria-label="Sandbox"><strong>Sandbox</strong>: nothing here leaves this machine.</section>';
  return {
    status,
    raw: {
      type: 'text/html; charset=utf-8',
      content: `<!DOCTYPE html><html lang="en"><head>${head}</head><body>${banner}<main><h1>${escape(title)}</h1>${body}</main></body></html>`,
    },
  };
}

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`;

export interface Asked {
  clientName: string;
  fields: Record<string, string>;
}

export function consentPage({ clientName, fields }: Asked, accounts: Account[]): Answer {
  const choices = accounts
    .map(
      ({ id, name, email }, i) =>
        `<label><input type="radio" name="account" value="${id}"${i === 0 ? ' checked' : ''}><span>${escape(email)}, ${escape(name)}</span></label>`,
    )
    .join('');
  const kept = Object.entries(fields)
    .map(([name, value]) => hidden(name, value))
    .join('');
  return page(
    200,
    'Sign in and allow access',
    `<p>${escape(clientName)} asks to open your account.</p><form method="post" action="authorise.aspx">${kept}<fieldset><legend>Sign in as</legend>${choices}</fieldset><p class="buttons"><button class="allow" name="decision" value="allow">Allow</button><button name="decision" value="refuse">Refuse</button></p></form>`,
  );
}

export const refusalPage = (why: string): Answer =>
  page(400, 'This request cannot be granted', `<p>${escape(why)}</p>`);

export function landingPage(account: Account | undefined): Answer {
  if (!account)
    return page(401, 'Not signed in', '<p>The token is not valid or has expired. Ask for a new one.</p>');
  return page(
    200,
    'Email Studio',
    `<p>Signed in as <strong>${escape(account.email)}</strong> of <strong>${escape(account.name)}</strong>.</p>`,
  );
}
