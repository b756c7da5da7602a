/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

type Part = string | Html | readonly Html[];

/** What stands between the braces is text, whatever it holds; only what was made by this is taken as it is. */
export function html(literal: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const written = parts.map((part) =>
    typeof part === 'string'
      ? escaped(part)
      : part instanceof Html
        ? part.text
        : part.map(({ text }) => text).join(''),
  );
  return new Html(literal.reduce((all, next, n) => all + (written[n - 1] ?? '') + next));
}
