import { Prisma } from '../db';
import { factsOfAnyone, standingOfAnyone } from '../standing';
import { reaches, type AutomationDocument } from './schemas';

type Asked = Pick<AutomationDocument, 'action' | 'integrationId'>;

/** Why nothing may reach the person, over r and what `factsOfPerson` joins; NULL: nothing is against it, or nothing reaches them. */
export const standsAgainst = ({ action }: Asked): Prisma.Sql =>
  reaches(action) ? standingOfAnyone : Prisma.sql`NULL::text`;

export const factsOfPerson = ({ action, integrationId }: Asked): Prisma.Sql =>
  reaches(action) ? factsOfAnyone(integrationId === null ? null : BigInt(integrationId)) : Prisma.empty;
