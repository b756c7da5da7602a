import { Prisma } from '../db';
import { factsOfAnyone, smsFactsOfAnyone, smsStandingOfAnyone, standingOfAnyone } from '../standing';
import { channelOf, type AutomationDocument } from './schemas';

type Asked = Pick<AutomationDocument, 'action' | 'integrationId'>;

/** Why nothing may reach the person by the action's channel, over r and what `factsOfPerson` joins; NULL: nothing is against it, or nothing reaches them. */
export function standsAgainst({ action }: Asked): Prisma.Sql {
  const channel = channelOf(action);
  if (channel === null) return Prisma.sql`NULL::text`;
  return channel === 'sms' ? smsStandingOfAnyone : standingOfAnyone;
}

export function factsOfPerson({ action, integrationId }: Asked): Prisma.Sql {
  const channel = channelOf(action);
  const account = integrationId === null ? null : BigInt(integrationId);
  if (channel === null) return Prisma.empty;
  return channel === 'sms' ? smsFactsOfAnyone(account) : factsOfAnyone(account);
}
