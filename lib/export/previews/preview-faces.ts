import type { z } from 'zod';
import type { Context } from '../../context';
import type { Tx } from '../../db';
import { permit } from '../../permissions';
import { estimateMinutes } from './estimate-minutes';
import { lookAtPlan, type PreviewScope } from '../planning/look-at-plan';
import { countStrangers, readFaces, readPeoplePage } from './plan-people';
import { describePlan } from './preview-connection';
import { readAccount } from './read-account';
import {
  planShows,
  type ConnectPreviewView,
  type PlanPeople,
  type PlanPeopleInput,
  type PreviewInput,
} from '../schemas';

/** The preview with the people in it: a few of each kind, strangers of the book, what the account would hold, and how long it takes. */
export async function previewFaces(
  ctx: Context,
  input: z.output<typeof PreviewInput>,
): Promise<ConnectPreviewView> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  return lookAtPlan(ctx, input, async (tx, counts, scope) => ({
    ...(await describePlan(ctx, tx, counts, scope)),
    faces: await readFaces(ctx, tx, scope, planShows),
    strangers: await countStrangers(tx, scope),
    account: {
      ...(await readAccount(tx, scope.integrationId)),
      newcomers: await countNewcomers(tx, scope),
    },
    minutes: (await estimateMinutes(tx, scope.integrationId, counts.add + counts.update + counts.remove))
      .minutes,
  }));
}

/** All of one kind, by pages and by a part of the name or address. */
export async function previewPeople(
  ctx: Context,
  { show, q, page, ...input }: z.output<typeof PlanPeopleInput>,
): Promise<PlanPeople> {
  permit(ctx, 'connections.read');
  permit(ctx, 'crm.read');
  return lookAtPlan(ctx, input, (tx, _counts, scope) => readPeoplePage(ctx, tx, scope, { show, q, page }));
}

async function countNewcomers(tx: Tx, { integrationId }: PreviewScope): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM plan_rows p WHERE p.action = 'add' AND NOT EXISTS (
      SELECT FROM dotdigital_contacts d WHERE d.integration_id = ${integrationId} AND d.email_key = p.email_key)`;
  return row?.count ?? 0;
}
