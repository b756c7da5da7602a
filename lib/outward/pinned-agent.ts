import { Agent, buildConnector } from 'undici';
import type { PinnedAddress } from './addresses';

export type PinnedAgent = { agent: Agent; close(): Promise<void> };

/**
 * Sockets to one host whose name is resolved once, checked, and then pinned: a name that answers
 * differently the second time (rebinding) changes nothing. HTTPS_PROXY and the like are not looked at.
 */
export function pinnedAgent(
  resolve: () => Promise<readonly PinnedAddress[]>,
  connectTimeoutMs: number,
): PinnedAgent {
  let pinned: Promise<buildConnector.connector> | null = null;
  const connect: buildConnector.connector = (options, callback) => {
    pinned ??= resolve().then((addresses) => connector([...addresses], connectTimeoutMs));
    pinned.then(
      (open) => open(options, callback),
      (error: unknown) => {
        pinned = null; // a name that didn't resolve may do so next time; it is checked again then
        callback(error instanceof Error ? error : new Error(String(error)), null);
      },
    );
  };
  const agent = new Agent({
    connect,
    connections: 4,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  });
  return { agent, close: () => agent.destroy() };
}

function connector(addresses: PinnedAddress[], timeout: number): buildConnector.connector {
  return buildConnector({
    timeout,
    minVersion: 'TLSv1.2',
    autoSelectFamily: true,
    lookup: (_hostname, options, callback) => {
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return first
        ? callback(null, first.address, first.family)
        : callback(Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' }), '', 4);
    },
  });
}
