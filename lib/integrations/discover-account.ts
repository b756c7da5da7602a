import type { Config } from '../context';
import {
  allowedApiOrigin,
  createDotdigitalClient,
  regionOf,
  type AccountInfo,
  type DotdigitalClient,
  type DotdigitalError,
  type TransportOptions,
} from '../dotdigital';

type Credentials = { username: string; password: string };

export type DiscoveredAccount = { origin: string; region: string | null; account: AccountInfo };

/**
 * Asks the first host for the account, then goes where its ApiEndpoint points. That address comes from outside:
 * it is called only when it is one of Dotdigital's own hosts or named by the operator.
 */
export async function discoverAccount(
  config: Config,
  credentials: Credentials,
  options: Pick<TransportOptions, 'signal' | 'timeoutMs' | 'retry' | 'onCall'> = {},
): Promise<DiscoveredAccount> {
  return withClient(config, credentials, config.dotdigitalUrl, options, async (first) => {
    const account = await first.accountInfo();
    const { origin } = allowedApiOrigin(
      account.apiEndpoint ?? config.dotdigitalUrl,
      config.dotdigitalAllowedHosts,
    );
    return { origin, region: regionOf(origin), account };
  });
}

export async function withClient<Result>(
  config: Config,
  credentials: Credentials,
  endpoint: string,
  options: Omit<TransportOptions, 'endpoint' | 'username' | 'password' | 'allowedHosts'>,
  ask: (client: DotdigitalClient) => Promise<Result>,
): Promise<Result> {
  const client = createDotdigitalClient({
    ...options,
    ...credentials,
    endpoint,
    allowedHosts: config.dotdigitalAllowedHosts,
  });
  try {
    return await ask(client);
  } finally {
    await client.close();
  }
}

/** What an integration row learns from the account. */
export const accountColumns = ({ origin, region, account }: DiscoveredAccount) => ({
  apiEndpoint: origin,
  region,
  accountId: BigInt(account.id),
  accountName: account.name,
  timeZone: account.timeZone,
  emailCredits: account.emailCredits,
});

/** Kinds that somebody has to put right before it makes sense to save. */
export const mustBePutRight = (error: DotdigitalError): boolean =>
  ['credentials', 'region', 'host_not_allowed', 'refused'].includes(error.kind);
