import { expect, test } from 'vitest';
import { automationWorld, type AutomationWorld } from '@/prisma/seed/automation-world';
import { usualFaults } from '@/prisma/seed/faults/usual-faults';
import { getAutomation, resumeAutomation, retryFirings } from '../index';
import type { AutomationAction } from '../schemas';

const hour = 3_600;

/** Of calls that only read, each a few of them. */
const some = (n: number): string[] => usualFaults.filter((_, at) => at % 4 === n);

type Call = [name: string, method: string, route: string, kinds: readonly string[]];
/** Without an action: enrolments. */
type Case = { action?: (world: AutomationWorld) => Promise<AutomationAction>; calls: Call[] };

const mail: AutomationAction = {
  kind: 'mail',
  from: 'newsletter@northwind.example',
  subject: 'Come back',
  html: '',
  text: 'Come back',
};

async function triggeredCampaign({ control }: AutomationWorld): Promise<AutomationAction> {
  const { id } = await control<{ id: number }>('/campaigns', {
    name: 'Come back',
    kind: 'Triggered',
    subject: 'Come back @TOTAL@',
  });
  const values = [{ name: 'TOTAL', value: '{{event.total}}' }];
  return { kind: 'triggered_campaign', campaignId: id, campaignName: 'Come back', values };
}
const cases: Record<string, Case> = {
  enrolments: {
    calls: [
      ['the enrolment', 'POST', '/v2/programs/enrolments', usualFaults],
      ['the program', 'GET', '/v2/programs/{id}', some(0)],
      ['the contact', 'GET', '/v2/contacts/{email}', some(1)],
      ['what became of it', 'GET', '/v2/programs/enrolments/{enrolmentId}', some(2)],
      ['whom it refused', 'GET', '/v2/programs/enrolments/{enrolmentId}/report-faults', some(3)],
    ],
  },
  mails: { action: async () => mail, calls: [['the mail', 'POST', '/v2/email', usualFaults]] },
  'text messages': {
    action: async () => ({ kind: 'sms', message: 'Come back' }),
    calls: [['the message', 'POST', '/v2/sms-messages/send-to/{telephoneNumber}', some(1)]],
  },
  'triggered campaigns': {
    action: triggeredCampaign,
    calls: [['the campaign', 'POST', '/v2/email/triggered-campaign', [...some(0), ...some(3)]]],
  },
};

const work = async (world: AutomationWorld, id: bigint): Promise<void> => {
  await world.leasesRunOut();
  await world.run(id);
  await world.push();
  await world.send();
};

test.each(Object.entries(cases))(
  'whatever goes wrong at a call of %s is named on the page, healed by a later run, and reaches nobody twice',
  async (_, { action: made, calls }) => {
    const world = await automationWorld();
    const action = await made?.(world);
    const { ctx, control } = world;
    let n = 0;
    for (const [call, method, route, these] of calls)
      for (const kind of these) {
        n += 1;
        const told = `${kind} at ${call}`;
        const id = await world.automation(action ? { action } : {});
        const person = await world.customer(`n${n}`, true, {
          mobile: '+447911123456',
          mobileE164: `+4479111${String(10_000 + n)}`,
        });
        await world.cart(person, `n${n}`);
        await world.pass(2 * hour);
        await control('/faults', [{ route, method, times: 1, kind }]);
        await work(world, id);
        await world.pass(20);
        const isNeither = (await world.states(id)).some((state) => !['done', 'accepted'].includes(state));
        if (isNeither) expect([told, await world.named(id)]).toEqual([told, expect.any(String)]);
        await control('/faults', undefined, 'DELETE');
        await ctx.db.prisma.apiBudget.deleteMany({ where: { integrationId: world.integrationId } });

        for (let later = 0; later < 4 && (await world.states(id))[0] !== 'done'; later += 1) {
          await world.pass(later < 2 ? 310 : 620);
          if ((await getAutomation(ctx, String(id))).state === 'paused') {
            await resumeAutomation(ctx, { id: String(id), catchUp: true });
            await retryFirings(ctx, { id: String(id), firingId: null });
          }
          await work(world, id);
        }
        const [state] = await world.states(id);
        const reached =
          action === undefined
            ? (await world.enrolled()).filter((email) => email === person.email).length
            : (await world.mailbox()).filter(
                ({ recipient }) => recipient === person.email || recipient.endsWith(String(10_000 + n)),
              ).length;
        if (action !== undefined && state === 'unknown unheard')
          expect([told, reached]).toEqual([told, Math.min(reached, 1)]);
        else expect([told, state, reached]).toEqual([told, 'done', 1]);
        await ctx.db.prisma.automation.update({ where: { id }, data: { state: 'paused' } });
      }
  },
);
