import type { Config } from '../context';
import {
  allowedApiOrigin,
  createDotdigitalClient,
  regionOf,
  type AccountInfo,
  type DotdigitalClient,
  DotdigitalError,
  type TransportOptions,
} from '../dotdigital';

type Credentials = { username: string; password: string };

export type DiscoveredAccount = {
  origin: string;
  region: string | null;
  account: AccountInfo;
  /** Takes contacts by v3; null: it could not be asked. */
  offersContactImport: boolean | null;
};

/**
 * Asks the first host for the account, then goes where its ApiEndpoint points. That address comes from outside:
 * it is called only when it is one of Dotdigital's own hosts or named by the operator.
 */
export async function discoverAccount(
  config: Config,
  credentials: Credentials,
  options: Pick<TransportOptions, 'signal' | 'timeoutMs' | 'retry' | 'onCall'> = {},
): Promise<DiscoveredAccount> {
  const account = await withClient(config, credentials, config.dotdigitalUrl, options, (first) =>
    first.accountInfo(),
  );
  const { origin } = allowedApiOrigin(
    account.apiEndpoint ?? config.dotdigitalUrl,
    config.dotdigitalAllowedHosts,
  );
  const offersContactImport = await withClient(config, credentials, origin, options, askForContactImport);
  return { origin, region: regionOf(origin), account, offersContactImport };
}

async function askForContactImport(client: DotdigitalClient): Promise<boolean | null> {
  try {
    return await client.offersContactImport();
  } catch (error) {
    if (error instanceof DotdigitalError) return null;
    throw error;
  }
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
export const accountColumns = ({ origin, region, account, offersContactImport }: DiscoveredAccount) => ({
  apiEndpoint: origin,
  region,
  accountId: BigInt(account.id),
  accountName: account.name,
  timeZone: account.timeZone,
  emailCredits: account.emailCredits,
  offersContactImport,
});

/** Kinds that somebody has to put right before it makes sense to save. */
export const mustBePutRight = (error: DotdigitalError): boolean =>
  ['credentials', 'region', 'host_not_allowed', 'refused'].includes(error.kind);
