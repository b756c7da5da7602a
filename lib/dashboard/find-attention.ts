import type { Context } from '../context';
import { permit } from '../permissions';
import { attentionOfAccounts } from './attention/of-accounts';
import { attentionOfConnections } from './attention/of-connections';
import { attentionOfKeeping } from './attention/of-keeping';
import { attentionOfWork } from './attention/of-work';
import type { Attention } from './schemas';

/** What waits for someone, the worst first; each leads to where it is put right. */
export async function findAttention(ctx: Context): Promise<Attention[]> {
  permit(ctx, 'connections.read');
  const [connections, accounts, work, keeping] = await Promise.all([
    attentionOfConnections(ctx),
    attentionOfAccounts(ctx),
    attentionOfWork(ctx),
    attentionOfKeeping(ctx),
  ]);
  return [
    ...connections.restored,
    ...connections.held,
    ...accounts.failing,
    ...connections.stopped,
    ...connections.refused,
    ...keeping,
    ...connections.heldThere,
    ...accounts.stale,
    ...connections.late,
    ...work.automations,
    ...work.lists,
    ...work.failedFiles,
    ...work.uploadedFiles,
    ...connections.paused,
  ];
}
