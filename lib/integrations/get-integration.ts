import type { Context } from '../context';
import { permit } from '../permissions';
import { fetchIntegration, holdingsSql, iso, stateOf, toHoldings, type HoldingsRow } from './internal';
import { ConsentGate, UnsubscribeMeans, type IntegrationId, type IntegrationView } from './schemas';

export async function getIntegration(ctx: Context, { id }: IntegrationId): Promise<IntegrationView> {
  permit(ctx, 'integrations.read');
  const row = await fetchIntegration(ctx.db.prisma, BigInt(id));
  const has = (kind: string): boolean => row.secrets.some((secret) => secret.kind === kind);
  return {
    id,
    name: row.name,
    type: 'Dotdigital',
    username: row.username,
    passwordSet: has('password'),
    clientId: row.clientId,
    clientSecretSet: has('client_secret'),
    oauthDomain: row.oauthDomain,
    authorisePlace: row.authorisePlace === 'sign-in' ? 'sign-in' : 'application',
    defaultOwner: row.defaultOwner ? { id: String(row.defaultOwner.id), name: row.defaultOwner.name } : null,
    unsubscribeMeans: UnsubscribeMeans.parse(row.unsubscribeMeans),
    consentGate: ConsentGate.parse(row.consentGate),
    unsubscribeMeansSince: iso(row.unsubscribeMeansSince),
    active: row.active,
    state: stateOf(row),
    health:
      row.healthCode === null
        ? null
        : { code: row.healthCode, message: row.healthMessage ?? '', failingSince: iso(row.failingSince) },
    apiEndpoint: row.apiEndpoint,
    region: row.region,
    accountName: row.accountName,
    timeZone: row.timeZone,
    timeZoneChange:
      row.timeZoneBefore && row.timeZoneChangedAt
        ? { from: row.timeZoneBefore, at: row.timeZoneChangedAt.toISOString() }
        : null,
    emailCredits: row.emailCredits,
    offersContactImport: row.offersContactImport,
    nextImportAt: iso(row.nextImportAt),
    lastImportAt: iso(row.lastImportAt),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    holds: await countWhatItHolds(ctx, row.id),
  };
}

async function countWhatItHolds(ctx: Context, id: bigint): Promise<IntegrationView['holds']> {
  const [row] = await ctx.db.prisma.$queryRaw<
    HoldingsRow[]
  >`SELECT ${holdingsSql} FROM integrations i WHERE i.id = ${id}`;
  return toHoldings(row);
}
