import fc from 'fast-check';
import { pushConnection } from '@/lib/export';
import { runImportPass } from '@/lib/import';
import { killedAtTransaction } from '@/prisma/test-killed-context';
import { exportWorld, type ExportWorld } from './export-world';

/** Whom the story is about; somebody more is on the list from first to last, so that it is never empty. */
const personCount = 6;

const inRun = ['nothing', 'nothing', 'changes place', 'changes place', 'changes name', 'opts out'] as const;
const afterRun = [
  'nothing',
  'nothing',
  'nothing',
  'opts out',
  'has the record deleted',
  'is taken off the book',
  'Unsubscribed',
  'HardBounced',
] as const;

const person = fc.record({
  onList: fc.boolean(),
  run: fc.constantFrom(...inRun),
  after: fc.constantFrom(...afterRun),
});

/** What a run did to people, what became of them since, whether that was seen, and where the undo is killed. */
export const undoStories = fc.record({
  people: fc.array(person, { minLength: personCount, maxLength: personCount }),
  isSeen: fc.boolean(),
  kill: fc.option(
    fc.record({
      n: fc.integer({ min: 1, max: 14 }),
      when: fc.constantFrom<'before' | 'after'>('before', 'after'),
    }),
  ),
});
export type UndoStory = typeof undoStories extends fc.Arbitrary<infer T> ? T : never;
type Person = UndoStory['people'][number];

export type UndoWorld = {
  world: ExportWorld;
  /** Who was in the book before the run, with what. */
  before: Map<string, Record<string, unknown>>;
  /** The run that is to be undone; null: it had nothing to do. */
  runId: string | null;
};

/** A book in step with its list, the one run that followed, and what happened behind it. */
export async function playUndoStory({ people, isSeen }: UndoStory): Promise<UndoWorld> {
  const world = await exportWorld();
  await world.people(1, { email: world.mail('stays') });
  for (const [n, { onList }] of people.entries())
    await world.people(1, {
      email: world.mail(`p${n}`),
      firstName: `First ${n}`,
      ...(onList ? {} : { source: elsewhere }),
    });
  await world.connect();
  await world.settle();
  const before = await readBook(world);
  for (const [n, each] of people.entries()) await change(world, n, each);
  await world.nextCycle();
  const run = await world.lastRun();
  for (const [n, { after }] of people.entries()) await happen(world, n, after);
  if (isSeen) {
    await world.pass(3_600);
    await runImportPass(world.ctx, world.integrationId, { trigger: 'schedule' });
  }
  const counts = run.counts as Record<string, number>;
  const isOne = (counts.added ?? 0) + (counts.updated ?? 0) + (counts.removed ?? 0) > 0;
  return { world, before, runId: isOne && run.trigger === 'schedule' ? String(run.id) : null };
}

const elsewhere = 'elsewhere';

export const readBook = async (world: ExportWorld): Promise<UndoWorld['before']> =>
  new Map((await world.book()).map(({ email, dataFields }) => [email, dataFields]));

const setRecord = (world: ExportWorld, n: number, data: object) =>
  world.ctx.db.prisma.crmRecord.updateMany({ where: { email: world.mail(`p${n}`) }, data });

async function change(world: ExportWorld, n: number, { onList, run }: Person): Promise<void> {
  if (run === 'changes place') await setRecord(world, n, { source: onList ? elsewhere : world.source });
  if (run === 'changes name') await setRecord(world, n, { firstName: `Other ${n}` });
  if (run === 'opts out') await setRecord(world, n, { consentState: 'withdrawn' });
}

async function happen(world: ExportWorld, n: number, what: Person['after']): Promise<void> {
  const email = world.mail(`p${n}`);
  const isThere = (await world.emails()).includes(email);
  if (what === 'opts out') await setRecord(world, n, { consentState: 'withdrawn' });
  if (what === 'has the record deleted') await setRecord(world, n, { deletedAt: world.clock.now });
  if (what === 'is taken off the book' && isThere)
    await world.control(`/address-books/${world.dotdigitalId}/members`, { remove: [email] });
  if (what !== 'Unsubscribed' && what !== 'HardBounced') return;
  const known = await world.control<{ email: string }[]>('/state/contacts');
  await (known.some((contact) => contact.email === email)
    ? world.control(`/contacts/${email}/status`, { status: what })
    : world.control('/contacts', { contacts: [{ email, status: what }] }));
}

/** Who is in the book once the run is undone: whoever was before, less those who may not return or have left since. */
export function expectedAfterUndo({ people }: UndoStory, { world, before }: UndoWorld): UndoWorld['before'] {
  const gone = people.flatMap((each, n) => (mayBeIn(each) ? [] : [world.mail(`p${n}`)]));
  return new Map([...before].filter(([email]) => !gone.includes(email)));
}

function mayBeIn({ onList, run, after }: Person): boolean {
  if (!onList || run === 'opts out' || ['opts out', 'Unsubscribed', 'HardBounced'].includes(after))
    return false;
  const wasTakenOut = run === 'changes place';
  if (after === 'has the record deleted') return !wasTakenOut;
  return after !== 'is taken off the book' || wasTakenOut;
}

/** The worker takes the undo up, is killed where the story says so, and another one ends it. */
export async function settleUndo(world: ExportWorld, kill: UndoStory['kill']): Promise<void> {
  if (kill) {
    const killed = killedAtTransaction(world.ctx, kill.n, kill.when);
    const isKilled = () =>
      killed.reached() > kill.n || (killed.reached() === kill.n && kill.when === 'before');
    for (let slice = 0; slice < 12 && !isKilled(); slice += 1) {
      await pushConnection(killed.ctx, world.connectionId).catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'killed') throw error;
      });
      if (!(await world.openWave())) return;
      await world.pass(6);
    }
    await world.leasesRunOut();
  }
  await world.settle();
}
