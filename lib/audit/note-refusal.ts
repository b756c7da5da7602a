import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { actorUserId } from '../actor';
import { recordAudit, type Context } from '../context';
import { leastRole, type Permission } from '../permissions';
import { auditSubjects } from './schemas';

/** Of one person, or of one address that is nobody's, within the window; and of all addresses together. */
const maxOfOne = 30;
const maxOfUnknown = 300;
const windowSeconds = 600;

type Refusal = {
  /** What was asked for: a permission, or the code of the refusal. */
  asked: string;
  method: string;
  /** Without its query. */
  path: string;
};

/**
 * One line for what somebody tried and may not do. Bounded, so that trying often doesn't fill the disk: the first try too many of a window
 * leaves a line that says so, the others leave none. What can't be noted is logged: the refusal stands.
 */
export async function noteRefusal(ctx: Context, { asked, method, path }: Refusal): Promise<void> {
  try {
    const turn = await takeTurn(ctx);
    if (turn === 'none') return;
    await recordAudit(ctx, ctx.db.prisma, {
      action: turn === 'last' ? 'access.refuse-more' : 'access.refuse',
      ...subjectOf(path),
      refused: true,
      detail: {
        asked,
        ...(asked in leastRole ? { needs: leastRole[asked as Permission] } : {}),
        method,
        path: path.slice(0, 200),
        ...(turn === 'last' ? { notNotedForSeconds: windowSeconds } : {}),
      },
    });
  } catch (error) {
    ctx.log.error({ err: error, asked }, 'a refusal could not be noted');
  }
}

/** Whether it is noted, noted as the last of this window, or not. */
async function takeTurn(ctx: Context): Promise<'noted' | 'last' | 'none'> {
  const userId = actorUserId(ctx.actor);
  const turns = [
    await turnOf(
      ctx,
      userId === null ? `from ${ctx.whence?.address ?? 'somewhere'}` : `user ${userId}`,
      maxOfOne,
    ),
    ...(userId === null ? [await turnOf(ctx, 'unknown', maxOfUnknown)] : []),
  ];
  return turns.includes('none') ? 'none' : turns.includes('last') ? 'last' : 'noted';
}

async function turnOf(ctx: Context, key: string, points: number): Promise<'noted' | 'last' | 'none'> {
  const limiter = new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: 'refusal',
    points,
    duration: windowSeconds,
  });
  try {
    await limiter.consume(key);
    return 'noted';
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return error.consumedPoints === points + 1 ? 'last' : 'none';
  }
}

/** What an address of ours is about, in the browser or in the REST API. */
function subjectOf(path: string): { subjectType: string; subjectId: string | null } {
  const [word = '', id] = path
    .replace(/^\/api(\/v1)?(?=\/)/, '')
    .split('/')
    .slice(1);
  const [subjectType = 'address'] =
    Object.entries(auditSubjects).find(([, { words }]) => words.includes(word)) ?? [];
  return { subjectType, subjectId: id !== undefined && /^\d{1,18}$/.test(id) ? id : null };
}
