import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { nameOf, type MailServer } from './mail-setup';
import { oneLine } from './one-line';

/** `no`: it can't have left. `maybe`: the server may have taken it, and nobody knows. */
export type Delivery =
  | { left: 'yes'; answer: string }
  | { left: 'no'; forGood: boolean; answer: string }
  | { left: 'maybe'; answer: string };

type Envelope = { from: string; to: string; message: Buffer };

/** How long each answer may take, and all of it: less than a slice of a job, and than the wait after which whoever sends counts as silent. */
const limits = { quietMs: 10_000, wholeMs: 25_000 };
const longestAnswer = 400;

/**
 * One conversation with the mail server: with a mail it is handed over, without one the server is only greeted and signed in to.
 * What goes wrong before the server asked for the mail's bytes is a sure no; after that only its answer is.
 */
export function talkToServer(
  server: MailServer,
  mail: Envelope | null,
  signal: AbortSignal,
  { quietMs, wholeMs } = limits,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requireTLS,
      connectionTimeout: quietMs,
      greetingTimeout: quietMs,
      socketTimeout: quietMs,
      dnsTimeout: quietMs,
      maxResponseSize: 64_000,
      socketCloseTimeout: 1_000,
    });
    let hasBegun = false;
    let hasEnded = false;
    const end = (delivery: Delivery): void => {
      if (hasEnded) return;
      hasEnded = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (delivery.left === 'yes') connection.quit();
      connection.close();
      resolve({ ...delivery, answer: withoutSecrets(server, delivery.answer) });
    };
    const fail = (error: ServerError): void => end(failureOf(server, error, hasBegun));
    // Half a mail is no mail: once its bytes travel, the answer is waited for.
    const stop = (): void => {
      if (!hasBegun) end({ left: 'no', forGood: false, answer: 'Stopped before it left.' });
    };
    const timer = setTimeout(
      () => fail(new Error(`${nameOf(server)} took longer than ${wholeMs / 1000} seconds.`)),
      wholeMs,
    );
    const hand = (envelope: Envelope): void => {
      const bytes = Readable.from(
        (function* () {
          hasBegun = true;
          yield envelope.message;
        })(),
      );
      connection.send({ from: envelope.from, to: envelope.to }, bytes, (error, info) =>
        error ? fail(error) : end({ left: 'yes', answer: saidBy(server, info.response) }),
      );
    };
    const go = (): void =>
      mail ? hand(mail) : end({ left: 'yes', answer: `${nameOf(server)} takes mail from here.` });

    connection.on('error', fail);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    connection.connect((refused) => {
      if (refused) return fail(refused);
      if (!server.auth || !connection.allowsAuth) return go();
      connection.login({ ...server.auth, credentials: server.auth }, (error) => (error ? fail(error) : go()));
    });
  });
}

type ServerError = Error & { code?: string; response?: string; responseCode?: number; command?: string };

function failureOf(server: MailServer, error: ServerError, hasBegun: boolean): Delivery {
  const { responseCode, command = '' } = error;
  const answer = error.response ? saidBy(server, error.response) : whyNot(server, error);
  if (hasBegun && responseCode === undefined) return { left: 'maybe', answer };
  // Who may send, and with which password, is put right by an admin; an address or a text that is refused stays refused.
  const forGood = (responseCode ?? 0) >= 500 && (command === 'RCPT TO' || command === 'DATA');
  return { left: 'no', forGood, answer };
}

const saidBy = (server: MailServer, response: string): string =>
  `${nameOf(server)} said: ${oneLine(response).slice(0, longestAnswer)}`;

function whyNot(server: MailServer, error: ServerError): string {
  switch (error.code) {
    case 'EDNS':
      return `There is no server called ${server.host}. Check SMTP_URL.`;
    case 'ETIMEDOUT':
      return `${nameOf(server)} did not answer in time. Check host and port in SMTP_URL, and the network.`;
    case 'ESOCKET':
    case 'ECONNECTION':
      return `${nameOf(server)} could not be reached, or hung up: ${oneLine(error.message).slice(0, longestAnswer)}`;
    case 'ETLS':
      return `No protected connection to ${nameOf(server)}: ${oneLine(error.message).slice(0, longestAnswer)}`;
    default:
      return oneLine(error.message).slice(0, longestAnswer);
  }
}

/** A server may say back what it was told. */
function withoutSecrets({ auth }: MailServer, text: string): string {
  if (!auth || auth.pass === '') return text;
  const spelled = [auth.pass, `\0${auth.user}\0${auth.pass}`].map((word) =>
    Buffer.from(word).toString('base64'),
  );
  return [auth.pass, ...spelled].reduce((told, word) => told.replaceAll(word, '[password]'), text);
}
