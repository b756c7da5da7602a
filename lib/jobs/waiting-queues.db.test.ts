import { expect, it, onTestFinished } from 'vitest';
import { testContext } from '@/prisma/test-context';
import { openQueue } from './queue';
import { waitingQueues } from './waiting-queues';

it('names a queue as long as something waits in it that may begin', async () => {
  const { db, log } = await testContext();
  const boss = await openQueue(db, log, { supervise: false });
  onTestFinished(() => boss.stop({ graceful: false, close: false }));
  expect(await waitingQueues(db)).toEqual([]);
  await boss.send('maintenance.clean-up', {}, { singletonKey: 'later', startAfter: 3_600 });
  await boss.send('mail.send', {}, { singletonKey: 'a' });
  await boss.send('mail.send', {}, { singletonKey: 'b' });
  expect(await waitingQueues(db)).toEqual(['mail.send']);
  expect(await boss.fetch('mail.send', { batchSize: 2 })).toHaveLength(2);
  expect(await waitingQueues(db)).toEqual([]);
});
