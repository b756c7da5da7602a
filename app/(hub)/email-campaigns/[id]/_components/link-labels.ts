/** Links of the site that most of them lead to by their path, others with their host; two that would look alike whole. */
export function linkLabels(urls: readonly string[]): string[] {
  const parsed = urls.map((url) => (URL.canParse(url) ? new URL(url) : null));
  const hosts = new Map<string, number>();
  for (const url of parsed) if (url) hosts.set(url.host, (hosts.get(url.host) ?? 0) + 1);
  const [own] = [...hosts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const labels = parsed.map((url, n) => {
    if (!url) return urls[n] ?? '';
    const path = `${url.pathname}${url.search}`;
    return url.host === own ? path : `${url.host}${path === '/' ? '' : path}`;
  });
  return labels.map((label, n) =>
    labels.indexOf(label) === labels.lastIndexOf(label) ? label : (urls[n] ?? label),
  );
}
