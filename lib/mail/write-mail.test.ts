import { expect, it } from 'vitest';
import { writeMail } from './write-mail';

const hostile = '<script>alert(1)</script> & "quotes" \u2028\r\nBcc: all@example.com';

it('says the same in both parts, and takes no text for HTML', () => {
  const mail = writeMail({
    subject: `Week ${hostile}`,
    blocks: [
      { kind: 'heading', text: hostile },
      { kind: 'text', text: hostile },
      {
        kind: 'table',
        head: ['Name', 'Sent'],
        rows: [{ cells: [hostile, '12'], href: 'https://a.example/"><b>' }],
      },
      { kind: 'links', items: [{ label: hostile, hint: hostile, href: 'https://a.example/1' }] },
      { kind: 'button', label: hostile, href: 'https://a.example/2' },
    ],
    foot: { text: hostile, link: { label: hostile, href: 'https://a.example/3' } },
  });
  expect(mail.subject).toBe('Week <script>alert(1)</script> & "quotes" Bcc: all@example.com');
  expect(mail.html).not.toMatch(/<script|<b>/);
  expect(mail.html.match(/&lt;script&gt;/g)?.length).toBe(9);
  for (const part of [mail.html, mail.text])
    for (const end of ['/1', '/2', '/3']) expect(part).toContain(`https://a.example${end}`);
  expect(mail.text).toContain('Sent 12');
  expect(mail.html).toContain('<td>12</td>');
});
