import { judgeAutomation } from '@/lib/automations/judging/judge-automation';
import {
  createAutomation,
  getAutomation,
  pushEnrolments,
  runAutomation,
  sendMessages,
  switchOnAutomation,
} from '@/lib/automations';
import { AutomationDocument } from '@/lib/automations/schemas';
import type { FlowContext } from '@/lib/context';
import type { FilterCondition } from '@/lib/filters/schemas';
import { exportWorld } from './export-world';
import { condition, filterOf } from './marketing-lists';
import { createRecords } from './records';
import { shopOf } from './shop';

type Given = Partial<Omit<AutomationDocument, 'limits' | 'conditions'>> & {
  limits?: Partial<AutomationDocument['limits']>;
  /** Beside that they are this world's people. */
  only?: FilterCondition[];
};

let made = 0;

/** An account at the sandbox with a program, and automations over its customers. The clock is moved by hand. */
export async function automationWorld(
  options: { settings?: Record<string, unknown>; dataDir?: string } = {},
) {
  const world = await exportWorld(options);
  const { ctx, control, clock } = world;
  const { prisma } = ctx.db;
  const program = await control<{ id: number }>('/programs', { name: 'Come back', status: 'Active' });

  const more = {
    program,
    /** A customer whom Dotdigital knows, or doesn't. */
    customer: async (name: string, isThere = true, given: Parameters<typeof createRecords>[2] = {}) => {
      const email = world.mail(name);
      const [person] = await createRecords(prisma, 1, {
        entity: 'customer',
        source: world.source,
        email,
        ...given,
      });
      if (isThere) await control('/contacts', { contacts: [{ email }] });
      return { id: person?.id ?? 0n, email };
    },
    /** Switched on, unless it is to be left as it is. */
    automation: async (
      { only = [], ...given }: Given = {},
      isOn: boolean | number = true,
    ): Promise<bigint> => {
      made += 1;
      const { id } = await createAutomation(
        ctx,
        AutomationDocument.parse({
          name: `Automation ${made}`,
          integrationId: String(world.integrationId),
          entity: 'customer',
          trigger: { kind: 'cart', minutes: 60 },
          conditions: filterOf(condition('source', 'is', world.source), ...only),
          action: { kind: 'enrol', programId: program.id, programName: 'Come back' },
          ...given,
          limits: { ...given.limits },
        }),
      );
      if (isOn !== false)
        await switchOnAutomation(ctx, { id, version: 1, daysBack: isOn === true ? 0 : isOn });
      return BigInt(id);
    },
    ...shopOf(ctx, world.source, () => clock.now.toISOString()),
    judge: (id: bigint, own: FlowContext = ctx) => judgeAutomation(own, id),
    run: (id: bigint, own: FlowContext = ctx) => runAutomation(own, id),
    push: (own: FlowContext = ctx) => pushEnrolments(own, world.integrationId),
    send: (own: FlowContext = ctx) => sendMessages(own, world.integrationId),
    /** Mails and text messages that went out, the oldest first. */
    mailbox: () =>
      control<{ recipient: string; subject: string; html: string; plain: string; sender: string }[]>(
        '/mailbox',
      ),
    /** To the end of what is due: judged, sent, and settled. */
    settle: async (id: bigint) => {
      await more.run(id);
      await more.push();
      await world.pass(10);
      await more.push();
    },
    firings: (id: bigint) =>
      prisma.automationFiring.findMany({ where: { automationId: id }, orderBy: { id: 'asc' } }),
    states: async (id: bigint) =>
      (await more.firings(id)).map(({ state, reasonCode }) =>
        reasonCode === null ? state : `${state} ${reasonCode}`,
      ),
    /** What the page says of somebody who isn't done with: why the account waits, why it stopped, or why they weren't reached. */
    named: async (id: bigint): Promise<string | null> => {
      const { retryReason, stateReason } = await getAutomation(ctx, String(id));
      // A limit ends by the clock of the machine, which nobody moves here.
      const { retryReason: limit } = await prisma.automation.findUniqueOrThrow({ where: { id } });
      const reasons = (await more.firings(id)).map(({ reasonText, reasonCode }) => reasonText ?? reasonCode);
      return retryReason ?? stateReason ?? limit ?? reasons.find((reason) => reason !== null) ?? null;
    },
    /** Whom Dotdigital enrolled, each as often as it was told to. */
    enrolled: async () =>
      (await control<{ emails: string[] }[]>('/enrolments')).flatMap(({ emails }) => emails).sort(),
    enrolments: async () => (await control<object[]>('/enrolments')).length,
    /** Whoever was killed with a batch or a call is taken up. */
    leasesRunOut: async () => {
      await prisma.$executeRaw`UPDATE automation_batches SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`;
      await prisma.$executeRaw`UPDATE automation_calls SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`;
    },
  };
  return { ...world, ...more };
}
export type AutomationWorld = Awaited<ReturnType<typeof automationWorld>>;
