import { nameCampaignsOfWithdrawals, withdrawUnsubscribed } from '../crm';
import { readUnsubscribeMeaning } from '../integrations';
import { addCount, store, type Pass } from './pass';

const daysToName = 30;

/** Where an unsubscribe from the account is the person's word about all mail, it becomes withdrawn consent here. Safe to repeat. */
export async function withdrawPeople(pass: Pass): Promise<void> {
  const { integrationId, runId, ctx } = pass;
  for (;;) {
    const count = await store(pass, async (tx) => {
      const { means, since } = await readUnsubscribeMeaning(tx, integrationId);
      if (means !== 'person' || since === null) return 0;
      return withdrawUnsubscribed(tx, { integrationId, since, causeId: String(runId), now: ctx.now() });
    });
    if (count === 0) return;
    addCount(pass, 'optedOutHere', count);
  }
}

/** In which campaign they said so is known once its people have been read. */
export async function nameWithdrawals(pass: Pass): Promise<void> {
  const recordedSince = new Date(pass.ctx.now().getTime() - daysToName * 86_400_000);
  await store(pass, (tx) =>
    nameCampaignsOfWithdrawals(tx, { integrationId: pass.integrationId, recordedSince }),
  );
}
