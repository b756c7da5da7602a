import { formatClock } from '../../format';
import { DotdigitalError } from '../../dotdigital';
import { AppError } from '../../errors';
import { recordIntegrationFailure } from '../../integrations';
import { retryDelayMs } from '../next-step';
import { stopConnection } from '../settling/refuse-file';
import type { WaveWork } from '../session';
import { fenced } from '../wave-lease';
import { noteProgress, noteTrouble } from '../wave-records';

/** How often Dotdigital must say the same before it is believed: a single 404 proves nothing. */
const maxRefusals = 3;

/**
 * What a failed step means for its wave. Answers when to go on; null: not before someone acts. Nothing is given up: what was
 * sent is followed up, what wasn't is sent when it can be.
 */
export async function handleFailure(session: WaveWork, error: unknown): Promise<Date | null> {
  const { ctx, target } = session;
  if (error instanceof DotdigitalError) {
    await recordIntegrationFailure(ctx, target.integrationId, error);
    return handleDotdigital(session, error);
  }
  if (error instanceof AppError) {
    await recordIntegrationFailure(ctx, target.integrationId, error);
    return pause(session, {
      code: error.code,
      message: error.userMessage,
      failed: true,
      delayMs: slow(session),
    });
  }
  ctx.log.error({ err: error, connectionId: String(target.connectionId) }, 'export step failed');
  return pause(session, {
    code: 'internal',
    message:
      'Something went wrong here, not at Dotdigital. Nothing was half-stored; it is tried again by itself.',
    failed: false,
    delayMs: null,
  });
}

async function handleDotdigital(session: WaveWork, error: DotdigitalError): Promise<Date | null> {
  switch (error.kind) {
    case 'stopped':
      return session.ctx.now();
    case 'credentials':
    case 'region':
    case 'host_not_allowed':
      // One call an interval, until the integration is put right; then the same wave goes on.
      return pause(session, {
        code: error.kind,
        message: error.userMessage,
        failed: true,
        delayMs: slow(session),
      });
    case 'rate_limited': {
      const at = error.retryAt ?? new Date(session.ctx.now().getTime() + 60_000);
      const message = `Dotdigital’s limit of API calls is used up. The run goes on by itself at ${formatClock(at)} UTC; nobody is lost.`;
      return pause(session, {
        code: error.kind,
        message,
        failed: false,
        delayMs: Math.max(at.getTime() - session.ctx.now().getTime(), 1_000),
      });
    }
    case 'busy':
      return pause(session, { code: error.kind, message: error.userMessage, failed: false, delayMs: 15_000 });
    case 'not_found':
    case 'refused':
      return refused(session, error);
    default:
      return pause(session, { code: error.kind, message: error.userMessage, failed: false, delayMs: null });
  }
}

/** A refusal that stays stops the connection: the same request would be refused for ever. */
async function refused(session: WaveWork, error: DotdigitalError): Promise<Date | null> {
  const { ctx, wave } = session;
  const { attempts } = await ctx.db.prisma.wave.findUniqueOrThrow({
    where: { id: wave.id },
    select: { attempts: true },
  });
  if (attempts + 1 < maxRefusals) {
    return pause(session, { code: error.kind, message: error.userMessage, failed: false, delayMs: null });
  }
  await fenced(ctx, wave, async (tx) => {
    await noteProgress(session, tx);
    await stopConnection(session, tx, refusalOf(error), error.detail);
  });
  return ctx.now();
}

function refusalOf(error: DotdigitalError) {
  if (error.vendorCode === 'ERROR_ADDRESSBOOK_NOTWRITABLE') return 'book_not_writable';
  if (error.vendorCode === 'ERROR_CONTACT_TOOMANY') return 'contact_limit';
  return error.kind === 'not_found' ? 'book_gone' : 'refused';
}

type Pause = { code: string; message: string; failed: boolean; delayMs: number | null };

async function pause(session: WaveWork, { code, message, failed, delayMs }: Pause): Promise<Date> {
  const { ctx, wave } = session;
  const attempts = await fenced(ctx, wave, async (tx) => {
    const state = failed ? 'failed' : 'waiting';
    await noteTrouble(session, tx, { state, code, message, isFailure: true });
    const row = await tx.wave.findUniqueOrThrow({ where: { id: wave.id }, select: { attempts: true } });
    return row.attempts;
  });
  return new Date(ctx.now().getTime() + (delayMs ?? retryDelayMs(attempts - 1, Math.random())));
}

const slow = ({ target }: WaveWork): number => target.settings.exportMinutes * 60_000;
