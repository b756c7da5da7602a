export interface Seen {
  status: number;
  /** Where one ended up after redirects, without the query. */
  path: string;
  text: string;
  headers: Headers;
}

export interface Browser {
  open(path: string): Promise<Seen>;
  send(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Seen>;
}

/** As much of a browser as forms need: it follows redirects and keeps cookies. */
export function openBrowser(base: string): Browser {
  const cookies = new Map<string, string>();

  async function visit(path: string, init: RequestInit, headers: Record<string, string>): Promise<Seen> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${base}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...headers, ...(cookie === '' ? {} : { Cookie: cookie }) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    if (to !== null) return visit(to, {}, {});
    return {
      status: answer.status,
      path: path.replace(/\?.*$/s, ''),
      text: await answer.text(),
      headers: answer.headers,
    };
  }

  return {
    open: (path) => visit(path, {}, {}),
    send: (path, fields, headers = {}) =>
      visit(
        path,
        { method: 'POST', body: new URLSearchParams(fields).toString() },
        { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      ),
  };
}
