import type { Method } from '../http/route';
import type { Sandbox } from '../http/sandbox';

export interface ControlCall {
  sandbox: Sandbox;
  baseUrl: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

export interface Control {
  method: Method;
  path: string;
  /** What comes back is sent as JSON. */
  run(call: ControlCall): unknown;
}
