import { Failure } from '../engine/failure';
import type { Sandbox } from '../http/sandbox';
import { controls } from './controls';

/** A control call without HTTP, for what faults and schedules do. */
export function runControl(sandbox: Sandbox, method: string, path: string, body: unknown): unknown {
  const [address = '', search = ''] = path.replace(/^\/_control/, '').split('?');
  for (const control of controls) {
    const names = [...control.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
    const match = new RegExp(`^${control.path.replace(/:\w+/g, '([^/]+)')}/?$`, 'i').exec(address);
    if (!match || control.method !== method.toUpperCase()) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]));
    return control.run({
      sandbox,
      baseUrl: `http://127.0.0.1:${sandbox.port}`,
      params,
      query: new URLSearchParams(search),
      body: body ?? {},
    });
  }
  throw new Failure(404, '', '', { message: `There is no control call ${method} ${path}.` });
}
