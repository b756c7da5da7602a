/**
 * A campaign's mail as it may be shown in a sandboxed frame: nothing in it runs, loads or leads anywhere. The frame's sandbox is the
 * guard; this keeps the frame from asking for what the page's policy refuses anyway.
 */
export function displayableHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|iframe|object|noscript|template|svg|math)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(
      /<\/?(script|style|link|base|meta|iframe|frame|object|embed|form|video|audio|source|input|button)\b[^>]*>/gi,
      '',
    )
    .replace(
      /\s(on\w+|href|src|srcset|background|poster|action|formaction|ping|xlink:href)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi,
      '',
    )
    .replace(/url\s*\([^)]*\)/gi, 'none');
}
