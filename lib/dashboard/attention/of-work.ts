import { visibleLists, type Context } from '../../context';
import { may } from '../../permissions';
import { mostOfEach, say, type Row } from './say';

type Found = Row & { state: string };

const csvDays = 7;

/** Lists, files and automations that came to a stop. */
export async function attentionOfWork(ctx: Context) {
  const [lists, files, automations] = await Promise.all([
    findUnevaluated(ctx),
    may(ctx.actor, 'crm.import') ? findFiles(ctx) : [],
    may(ctx.actor, 'automations.read') ? findPausedAutomations(ctx) : [],
  ]);
  return {
    automations: say(automations, {
      tone: 'bad',
      state: 'Automation paused',
      action: 'Look',
      path: '/dotdigital/automations/',
    }),
    lists: say(lists, {
      tone: 'warn',
      state: 'Not evaluated',
      action: 'Edit filter',
      path: '/marketing-lists/',
    }).map((item) => ({ ...item, href: `${item.href}/edit` })),
    failedFiles: say(
      files.filter(({ state }) => state === 'failed'),
      { tone: 'bad', state: 'Import failed', action: 'Look', path: '/imports/' },
    ),
    uploadedFiles: say(
      files.filter(({ state }) => state === 'uploaded'),
      {
        tone: 'neutral',
        state: 'Waits for you',
        action: 'Go on',
        path: '/imports/',
        message: 'is uploaded. Look at what was understood of it, answer what is open, and start the import.',
      },
    ),
  };
}

const findUnevaluated = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT l.id, l.name, l.evaluation_error AS message, l.evaluated_at AS since FROM marketing_lists l
  WHERE l.evaluation_state = 'failed' AND l.archived_at IS NULL AND ${visibleLists(ctx)} ORDER BY l.id LIMIT ${mostOfEach}`;

/** Files of the last week that ended badly, or that nobody has started yet. */
function findFiles(ctx: Context): Promise<Found[]> {
  const from = new Date(ctx.now().getTime() - csvDays * 86_400_000);
  return ctx.db.prisma.$queryRaw<Found[]>`
    SELECT id, file_name AS name, CASE WHEN state = 'uploaded' THEN 'uploaded' ELSE 'failed' END AS state, error AS message,
      coalesce(finished_at, created_at) AS since
    FROM csv_imports WHERE (state IN ('failed', 'uploaded') OR undo = 'failed') AND created_at > ${from}
    ORDER BY id DESC LIMIT ${mostOfEach}`;
}

/** By the product, not by a person, who knows. */
const findPausedAutomations = (ctx: Context): Promise<Row[]> => ctx.db.prisma.$queryRaw<Row[]>`
  SELECT id, name, state_reason AS message, state_at AS since FROM automations
  WHERE state = 'paused' AND state_by_id IS NULL ORDER BY state_at, id LIMIT ${mostOfEach}`;
