import { notFound } from '../../engine/failure';
import { followChallenge } from '../../engine/suppression';
import { findMail, listMailbox, type Mail } from '../read/mailbox';
import { readId } from '../read-id';
import type { Screen, ScreenCall } from '../screen';
import { Card, Chip, Facts, Moment } from '../ui/parts';
import { Pager, readPage, Table } from '../ui/table';
import { many } from '../words';

const kinds: Record<string, string> = {
  test: 'test send',
  resubscribe: 'asks to come back',
  optIn: 'asks to opt in',
  transactional: 'transactional',
  sms: 'text message',
};

export const mailboxScreen: Screen = {
  path: '/mailbox',
  view({ world, account, query }) {
    const page = readPage(query);
    const { rows, total } = listMailbox(world, account.id, page);
    return {
      title: 'Mailbox',
      section: '/mailbox',
      lead:
        total === 0
          ? 'Test sends, transactional mails, text messages and mails that ask people to confirm land here.'
          : `${many(total, 'mail')} that people got besides campaigns.`,
      body: (
        <div className="sheet">
          <Table
            caption="Mails"
            live="mails"
            rows={rows}
            keyOf={({ id }) => id}
            empty="No mail yet."
            columns={[
              {
                head: 'Subject',
                first: true,
                cell: ({ id, subject }) => <a href={`/mailbox/${id}`}>{subject}</a>,
              },
              { head: 'To', cell: ({ recipient }) => recipient },
              { head: 'What', cell: ({ kind }) => <Chip word={kinds[kind] ?? kind} tone="info" /> },
              { head: 'Arrived', cell: ({ created }) => <Moment at={created} now={world.clock.now()} /> },
            ]}
          />
          <Pager path="/mailbox" query={query} page={page.page} total={total} noun="mail" />
        </div>
      ),
    };
  },
};

function mailOf(call: ScreenCall): Mail {
  const mail = findMail(call.world, call.account.id, readId(call));
  if (!mail) throw notFound('NO_SUCH_MAIL');
  return mail;
}

export const mailScreen: Screen = {
  path: '/mailbox/:id',
  view(call) {
    const mail = mailOf(call);
    return {
      title: mail.subject,
      section: '/mailbox',
      trail: [{ name: 'Mailbox', to: '/mailbox' }],
      lead: (
        <>
          To {mail.recipient}, <Moment at={mail.created} now={call.world.clock.now()} />.
        </>
      ),
      actions: mail.link?.startsWith('/confirm/') && (
        <a className="button primary" href={mail.link}>
          Follow the link to confirm
        </a>
      ),
      body: (
        <>
          <Card title="Mail">
            <Facts
              facts={[
                ['From', mail.sender || 'the service'],
                ['To', mail.recipient],
                ['What', kinds[mail.kind] ?? mail.kind],
              ]}
            />
          </Card>
          {mail.html !== '' && (
            <Card title="HTML">
              <iframe title="The mail as HTML" src={`/mailbox/${mail.id}/html`} sandbox="" className="mail" />
            </Card>
          )}
          {mail.plain !== '' && (
            <Card title="Plain text">
              <pre>{mail.plain}</pre>
            </Card>
          )}
        </>
      ),
    };
  },
};

export const mailHtmlScreen: Screen = {
  path: '/mailbox/:id/html',
  view: (call) => ({ type: 'text/html; charset=utf-8', content: mailOf(call).html }),
};

/** What the link in such a mail leads to; following it is the confirmation. */
export const confirmScreen: Screen = {
  path: '/confirm/:token',
  view({ world, params }) {
    const { contact, redirect } = world.store.transaction(() => followChallenge(world, params.token ?? ''));
    return {
      title: 'Confirmed',
      section: '/mailbox',
      lead: `${contact.email} is ${contact.status === 'Subscribed' ? 'subscribed again' : contact.status}.`,
      body: redirect ? (
        <p className="hint">
          From here the service would lead on to <code>{redirect}</code>.
        </p>
      ) : null,
    };
  },
};
