const fallback = 'https://www.northwind.example/';

/** The addresses a reader can click in the mail: every http link but the one to unsubscribe. */
export function listLinks(html: string): [string, ...string[]] {
  const found = [...html.matchAll(/href\s*=\s*["']?(https?:\/\/[^"'\s>]+)/gi)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  const links = [...new Set(found)].filter((link) => !/unsub/i.test(link));
  const [first, ...rest] = links;
  return first === undefined ? [fallback] : [first, ...rest];
}
