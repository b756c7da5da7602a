import { expect, test } from 'vitest';
import { contentHash, splitPreviewText, withPreviewText } from './mail-content';

const mail = '<html><BODY class="a"><p>Hello</p></BODY></html>';

test('the preview text is the first text of the mail, hidden, and comes back as it was', () => {
  for (const text of [
    'Spring & "more"',
    '<script>alert(1)</script>',
    "it's &amp; so",
    '@FIRSTNAME@, look',
    '',
  ]) {
    const html = withPreviewText(mail, text);
    expect(html.replace(/<div[\s\S]*<\/div>/, '')).toBe(mail);
    expect(html).not.toContain('<script>');
    if (text !== '')
      expect(html).toMatch(/^<html><BODY class="a"><div data-preview-text="" style="display:none/);
    expect(splitPreviewText(html)).toEqual({ htmlContent: mail, previewText: text });
  }
});

test('a second preview text takes the place of the first; a mail without a body has it in front', () => {
  expect(withPreviewText(withPreviewText(mail, 'one'), 'two')).toBe(withPreviewText(mail, 'two'));
  expect(withPreviewText('<p>Hello</p>', 'x')).toMatch(/^<div data-preview-text[^>]*>x<\/div><p>Hello<\/p>$/);
  expect(splitPreviewText('<p>no mark</p>')).toEqual({ htmlContent: '<p>no mark</p>', previewText: '' });
});

test('two mails that people would read differently are told apart', () => {
  const told = { name: 'a', subject: 'b', fromName: 'c', htmlContent: 'd', plainTextContent: 'e' };
  const hashes = [
    told,
    { ...told, subject: 'x' },
    { ...told, htmlContent: 'x' },
    { ...told, plainTextContent: 'x' },
    { ...told, fromName: 'x' },
    { ...told, subject: 'bc', fromName: '' },
  ].map(contentHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});
