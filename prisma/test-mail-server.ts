import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailConfig } from '@/lib/context';

export type ArrivedMail = ParsedMail & { raw: string; recipients: string[] };

type Answer = { code: number; text: string };

type MailServerOptions = {
  /** Whoever signs in otherwise is refused. */
  auth?: { user: string; pass: string };
  /** What is said to the next recipients, one after the other; undefined: they are taken. */
  recipients?: (Answer | undefined)[];
  /** Takes the mail and hangs up before it says so. */
  hangsUp?: boolean;
  port?: number;
};

/** A real SMTP server; `stop` frees its port. */
export async function startMailServer(options: MailServerOptions = {}) {
  const arrived: ArrivedMail[] = [];
  const refusals = [...(options.recipients ?? [])];
  const refusal = ({ code, text }: Answer): Error => Object.assign(new Error(text), { responseCode: code });
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: options.auth === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === options.auth?.user && password === options.auth?.pass
        ? done(null, { user: username })
        : done(refusal({ code: 535, text: `5.7.8 No ${username} with ${password} here` })),
    onRcptTo: (_address, _session, done) => {
      const answer = refusals.shift();
      done(answer ? refusal(answer) : null);
    },
    onData: (stream, session, done) => {
      void (async () => {
        const raw = await buffer(stream);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push(Object.assign(await simpleParser(raw), { raw: raw.toString(), recipients }));
        if (options.hangsUp) server.connections.forEach((connection) => connection.close());
        else done(null, 'Ok: queued as 12345');
      })();
    },
  });
  server.on('error', () => undefined);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const signedIn = options.auth ? `${options.auth.user}:${encodeURIComponent(options.auth.pass)}@` : '';
  const mail: MailConfig = {
    smtpUrl: `smtp://${signedIn}127.0.0.1:${port}`,
    from: 'Dotbridge <dotbridge@northwind.example>',
    applicationUrl: 'https://dotbridge.example',
  };
  return {
    arrived,
    mail,
    port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
