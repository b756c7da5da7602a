import type { Context } from '../../lib/context';
import { checkMailServer, mailServerView } from '../../lib/mail';
import { bad, good, note, type Finding } from './finding';

/** Whether mail can go out: the server is greeted, and nothing is sent. */
export async function examineMail(ctx: Context): Promise<Finding[]> {
  const server = mailServerView(ctx);
  if (!server.ready) return [note('Mail', `none goes out: ${server.missing.join(' and ')} is not set.`)];
  const { ok, answer } = await checkMailServer(ctx);
  return [ok ? good('Mail', `${server.server} takes it, from ${server.from}.`) : bad('Mail', answer)];
}
