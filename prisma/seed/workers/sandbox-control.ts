export type Control = <T>(path: string, body?: unknown, method?: string) => Promise<T>;

/** What only the sandbox takes: its truth, its log, its faults. */
export const controlOf =
  (sandboxUrl: string): Control =>
  async <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const answer = await fetch(`${sandboxUrl}/_control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const data = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`sandbox control ${path}: ${JSON.stringify(data)}`);
    return data;
  };
