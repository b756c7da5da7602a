import { html, type Html } from './html';
import { oneLine } from './one-line';
import type { MailBlock, MailText } from './schemas';

export type WrittenMail = { subject: string; text: string; html: string };

/** Both parts of a mail. */
export function writeMail({ subject, blocks, foot }: MailText): WrittenMail {
  const title = oneLine(subject);
  return {
    subject: title,
    text: [
      ...blocks.map(asText),
      ['-- ', foot.text, ...(foot.link ? [`${foot.link.label}: ${foot.link.href}`] : [])].join('\n'),
    ].join('\n\n'),
    html: html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <style>
            body {
              margin: 0;
              padding: 24px 16px;
              font:
                15px/1.5 system-ui,
                sans-serif;
              color: #1c1c22;
              background: #fff;
            }
            main {
              max-width: 640px;
              margin: 0 auto;
            }
            h1 {
              font-size: 20px;
              margin: 0 0 12px;
            }
            h2 {
              font-size: 16px;
              margin: 28px 0 8px;
            }
            p {
              margin: 0 0 12px;
            }
            a {
              color: #0f766e;
            }
            table {
              width: 100%;
              border-collapse: collapse;
              font-variant-numeric: tabular-nums;
            }
            th,
            td {
              padding: 6px 8px;
              border-bottom: 1px solid #dddde3;
              text-align: right;
              vertical-align: top;
            }
            th {
              font-weight: 500;
              color: #5c5c66;
            }
            th:first-child,
            td:first-child {
              text-align: left;
              padding-left: 0;
              overflow-wrap: anywhere;
            }
            ul {
              margin: 0;
              padding: 0;
              list-style: none;
            }
            li {
              margin: 0 0 8px;
            }
            small {
              color: #5c5c66;
              font-size: 13px;
            }
            .button {
              display: inline-block;
              padding: 9px 16px;
              border-radius: 6px;
              background: #0f766e;
              color: #fff;
              text-decoration: none;
            }
            footer {
              margin-top: 32px;
              padding-top: 12px;
              border-top: 1px solid #dddde3;
            }
            @media (prefers-color-scheme: dark) {
              body {
                color: #ececf1;
                background: #17171c;
              }
              a {
                color: #5eead4;
              }
              th,
              small {
                color: #a9a9b4;
              }
              th,
              td,
              footer {
                border-color: #3a3a44;
              }
            }
          </style>
        </head>
        <body>
          <main>
            ${blocks.map(asHtml)}
            <footer>
              <small
                >${foot.text}${foot.link ? html` <a href="${foot.link.href}">${foot.link.label}</a>` : ''}</small
              >
            </footer>
          </main>
        </body>
      </html> `.text,
  };
}

function asHtml(block: MailBlock, place: number): Html {
  switch (block.kind) {
    case 'heading':
      return place === 0 ? html`<h1>${block.text}</h1> ` : html`<h2>${block.text}</h2> `;
    case 'text':
      return html`<p>${block.text}</p> `;
    case 'button':
      return html`<p><a class="button" href="${block.href}">${block.label}</a></p> `;
    case 'links':
      return html`<ul>
        ${block.items.map(
          ({ label, hint, href }) =>
            html`<li><a href="${href}">${label}</a><br /><small>${hint}</small></li> `,
        )}
      </ul> `;
    case 'table':
      return html`<table>
        <thead>
          <tr>
            ${block.head.map((cell) => html`<th scope="col">${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${block.rows.map(
            ({ cells, href }) =>
              html`<tr>
                ${cells.map((cell, n) => html`<td>${n === 0 && href ? html`<a href="${href}">${cell}</a>` : cell}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table> `;
  }
}

function asText(block: MailBlock, place: number): string {
  switch (block.kind) {
    case 'heading':
      return `${oneLine(block.text)}\n${(place === 0 ? '=' : '-').repeat(Math.min(oneLine(block.text).length, 60))}`;
    case 'text':
      return block.text;
    case 'button':
      return `${block.label}: ${block.href}`;
    case 'links':
      return block.items
        .map(({ label, hint, href }) => `* ${oneLine(label)}: ${oneLine(hint)}\n  ${href}`)
        .join('\n');
    case 'table':
      return block.rows
        .map(({ cells: [name = '', ...values], href }) => {
          const told = values.flatMap((value, n) => (value === '' ? [] : [`${block.head[n + 1]} ${value}`]));
          return `* ${oneLine(name)}: ${told.join(', ')}${href ? `\n  ${href}` : ''}`;
        })
        .join('\n');
  }
}
