import { describe, expect, it } from 'vitest';
import { displayableHtml } from './displayable-html';

describe('a mail in the frame', () => {
  it('keeps its words and its inline looks', () => {
    expect(displayableHtml('<p style="color:red">Hello <b>Ines</b></p>')).toBe(
      '<p style="color:red">Hello <b>Ines</b></p>',
    );
  });

  it('runs, loads and links nothing', () => {
    const shown = displayableHtml(
      '<base href="https://evil.example"><script>alert(1)</script><img src="https://t.example/p.gif" onerror=alert(1) alt="logo">' +
        '<a href="javascript:alert(1)">go</a><div style="background:url(https://t.example/x)">x</div><style>p{}</style><svg onload=alert(1)>',
    );
    expect(shown).not.toMatch(/script|href|src=|onerror|onload|https:|url\(/);
    expect(shown).toContain('alt="logo"');
    expect(shown).toContain('go');
  });
});
