import type { Context } from '../context';
import { permit } from '../permissions';
import { missingForMail, mailSetup } from './mail-setup';
import type { ServerAnswer } from './schemas';
import { talkToServer } from './talk-to-server';

/** Greets the configured server and signs in, without a mail. */
export async function checkMailServer(ctx: Context): Promise<ServerAnswer> {
  permit(ctx, 'settings.write');
  const setup = mailSetup(ctx);
  if (!setup) return { ok: false, answer: `${missingForMail(ctx).join(' and ')} is not set.` };
  const { left, answer } = await talkToServer(setup.server, null, new AbortController().signal);
  return { ok: left === 'yes', answer };
}
