import { findBook, withCount, type Book } from '../../engine/books';
import { getCampaign, type Campaign } from '../../engine/campaigns/campaign';
import { chooseRecipients } from '../../engine/campaigns/choose-recipients';
import { sendCampaign, type SendRequest } from '../../engine/campaigns/send-campaign';
import { readDate } from '../../engine/dates';
import { refuse } from '../../engine/failure';
import { readId } from '../read-id';
import { listSendable } from '../read/books';
import type { Page, Screen, ScreenCall } from '../screen';
import { TextField, Tick } from '../ui/fields';
import { Facts } from '../ui/parts';
import { many, moment } from '../words';
import { Steps } from './campaign-steps';

const campaignOf = (call: ScreenCall): Campaign => getCampaign(call.world, call.account.id, readId(call));

const trail = (campaign: Campaign): Page['trail'] => [
  { name: 'Campaigns', to: '/campaigns' },
  { name: campaign.name, to: `/campaigns/${campaign.id}` },
];

const ways = { now: 'Send Immediately', later: 'Schedule', optimised: 'Send Time Optimised' } as const;
type Way = keyof typeof ways;

interface Plan {
  books: Book[];
  way: Way;
  at: string;
  problem?: string;
}

/** What was chosen, out of the address of the page; `problem` says what is missing. */
function readPlan({ world, account, query }: Pick<ScreenCall, 'world' | 'account' | 'query'>): Plan {
  const books = query
    .getAll('book')
    .map((id) => findBook(world, account.id, Number(id) || 0))
    .filter((book) => book !== undefined)
    .map((book) => withCount(world, book));
  const way = (Object.keys(ways) as Way[]).find((word) => word === query.get('when')) ?? 'now';
  const at = query.get('at') ?? '';
  if (books.length === 0)
    return {
      books,
      way,
      at,
      problem: 'No address book was chosen. Tick at least one; All Contacts stands for everyone.',
    };
  const time = way === 'later' ? readDate(at) : undefined;
  if (way === 'later' && (time === undefined || time <= world.clock.now()))
    return {
      books,
      way,
      at,
      problem: 'A scheduled send needs a time that is still to come by the clock of the sandbox.',
    };
  return { books, way, at };
}

const requestOf = (campaign: Campaign, { books, way, at }: Plan): SendRequest => ({
  campaignId: campaign.id,
  addressBookIds: books.map(({ id }) => id),
  contactIds: [],
  sendDate: way === 'later' ? (readDate(at) ?? null) : null,
  splitTestOptions: null,
  optimised: way === 'optimised',
});

export const sendCampaignScreen: Screen = {
  path: '/campaigns/:id/send',
  view(call) {
    const { world, account } = call;
    const campaign = campaignOf(call);
    const plan = readPlan(call);
    const inOneHour = new Date(world.clock.now() + 3600_000).toISOString().slice(0, 16);
    return {
      title: 'Recipients',
      section: '/campaigns',
      trail: trail(campaign),
      lead:
        campaign.status === 'Sent' ? (
          'Sent before: whoever has it already does not get it again.'
        ) : (
          <>
            {campaign.subject}, from {campaign.fromName}.
          </>
        ),
      actions: (
        <a className="button" href={`/campaigns/${campaign.id}/test`}>
          Test Send
        </a>
      ),
      body: (
        <>
          <Steps at="send" campaign={campaign} />
          <form action={`/campaigns/${campaign.id}/confirm`} className="card form">
            <fieldset>
              <legend>Address books</legend>
              {listSendable(world, account.id).map((book) => (
                <Tick
                  key={book.id}
                  name="book"
                  value={book.id}
                  label={book.name}
                  checked={plan.books.some(({ id }) => id === book.id)}
                  hint={`${many(book.contacts, 'contact')}${book.kind === 'segment' ? ', segment' : ''}`}
                />
              ))}
            </fieldset>
            <fieldset>
              <legend>When</legend>
              <Tick type="radio" name="when" value="now" label={ways.now} checked={plan.way === 'now'} />
              <Tick
                type="radio"
                name="when"
                value="later"
                label={ways.later}
                checked={plan.way === 'later'}
                hint="At the time below."
              />
              <Tick
                type="radio"
                name="when"
                value="optimised"
                label={ways.optimised}
                checked={plan.way === 'optimised'}
                hint="Each person at the hour they usually read, within a day."
              />
              <TextField
                label="Date and time (UTC, by the clock of the sandbox)"
                name="at"
                type="datetime-local"
                value={plan.at || inOneHour}
              />
            </fieldset>
            <p className="buttons">
              <button className="primary">Send</button>
              <a
                className="button"
                href={
                  campaign.status === 'Unsent'
                    ? `/campaigns/${campaign.id}/content`
                    : `/campaigns/${campaign.id}`
                }
              >
                Back
              </a>
            </p>
          </form>
        </>
      ),
    };
  },
};

export const confirmSendScreen: Screen = {
  path: '/campaigns/:id/confirm',
  view(call) {
    const { world, query } = call;
    const campaign = campaignOf(call);
    const plan = readPlan(call);
    if (plan.problem !== undefined) {
      call.problem = plan.problem;
      return sendCampaignScreen.view(call);
    }
    const recipients = chooseRecipients(world, campaign, requestOf(campaign, plan)).length;
    const inBooks = plan.books.reduce((sum, book) => sum + book.contacts, 0);
    return {
      title: 'Confirm',
      section: '/campaigns',
      trail: trail(campaign),
      lead:
        recipients === 0
          ? 'Nobody would get this campaign.'
          : `${many(recipients, 'person gets', 'people get')} this campaign${plan.way === 'later' ? ` at ${plan.at.replace('T', ' ')} UTC` : plan.way === 'optimised' ? ', each at their own hour' : ' now'}.`,
      body: (
        <>
          <Steps at="confirm" campaign={campaign} />
          <form method="post" className="card form">
            <Facts
              facts={[
                ['Campaign', campaign.name],
                ['Subject Line', campaign.subject],
                ['Friendly From Name', campaign.fromName],
                [
                  'Address books',
                  plan.books.map((book) => `${book.name} (${many(book.contacts, 'contact')})`).join(', '),
                ],
                ['Recipients', many(recipients, 'person', 'people')],
                ...(inBooks > recipients
                  ? [
                      [
                        'Left out',
                        `${many(inBooks - recipients, 'entry', 'entries')}: in several of the books, not subscribed, or had it before`,
                      ] as [string, string],
                    ]
                  : []),
                ['When', plan.way === 'later' ? `${moment(readDate(plan.at) ?? 0)} UTC` : ways[plan.way]],
              ]}
            />
            <p className="buttons">
              <button className="primary" disabled={recipients === 0}>
                Confirm
              </button>
              <a className="button" href={`/campaigns/${campaign.id}/send?${query.toString()}`}>
                Back
              </a>
            </p>
          </form>
        </>
      ),
    };
  },
  act(call) {
    const campaign = campaignOf(call);
    const plan = readPlan(call);
    if (plan.problem !== undefined) throw refuse('INCOMPLETE', plan.problem);
    const recipients = chooseRecipients(call.world, campaign, requestOf(campaign, plan)).length;
    const send = sendCampaign(call.world, campaign.account, requestOf(campaign, plan));
    const to = many(recipients, 'person', 'people');
    return {
      to: `/campaigns/${campaign.id}`,
      notice:
        send.status === 'Scheduled'
          ? `Scheduled to ${to} for ${moment(send.request.sendDate ?? 0)} UTC.`
          : `On its way to ${to}.`,
    };
  },
};
