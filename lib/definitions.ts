/**
 * What each number counts. A number has one definition, and stands for the same people wherever it is shown; its text is the tooltip of
 * each place. `zero` says what 0 means where that is not plain. A figure of campaigns says besides what it is made of (`count`, added up)
 * and of whom it is a part (`of`): its rate is worked out of these in lib/campaigns/figures.ts, docs/figures.md is made of them.
 */
type Definition = {
  name: string;
  counts: string;
  count?: readonly string[];
  of?: keyof typeof wholes;
  zero?: string;
};

/** Of whom a rate is told; where there is nobody, there is no rate. */
const wholes = {
  recipients: 'the recipients',
  delivered: 'those delivered',
  openers: 'those who opened',
} as const;

export const definitions = {
  onList: {
    name: 'In the list',
    counts:
      'People whom the list’s filter means, or who were picked by hand, without those removed by hand. Whoever unsubscribed in it is on the list and not mailed.',
  },
  withAddress: {
    name: 'With an address',
    counts: 'People of the list whose record has a valid e-mail address.',
  },
  afterDuplicates: {
    name: 'After duplicates',
    counts: 'Those with an address, each address once: of several records the oldest is mailed.',
  },
  allowed: {
    name: 'Allowed to be mailed',
    counts:
      'Those whom neither their own wish nor Dotdigital’s state of the address keeps from mail, here or in this list.',
  },
  listInBook: {
    name: 'In the book now',
    counts: 'People of the list who may be mailed and whom Dotdigital has confirmed in the address book.',
    zero: 'nobody was sent yet, or the list is not connected.',
  },
  inBook: {
    name: 'In the address book',
    counts:
      'Everyone known to be in the address book, whoever put them there: people of the list, people on their way out, and strangers.',
  },
  inBooks: {
    name: 'In the books now',
    counts: 'Everyone known to be in a connected address book; whoever is in two books counts in each.',
  },
  insightInStep: {
    name: 'In step',
    counts: 'Orders or carts that Dotdigital is known to hold as they stand here.',
  },
  insightOnItsWay: {
    name: 'On its way',
    counts: 'New or changed ones: to be sent, being sent, or being worked on at Dotdigital.',
  },
  insightFailed: {
    name: 'Failed',
    counts: 'What Dotdigital refused, each with its reason. They go again when they change, or by Retry.',
  },
  insightLeaving: {
    name: 'To be deleted',
    counts:
      'Still at Dotdigital, of people who left the book, opted out or were deleted, or of another contact than before: deleted there as the allowance lasts.',
  },
  automationDone: {
    name: 'Done',
    counts:
      'Times that it was done for someone: enrolled at Dotdigital, by Dotdigital’s own word, or done here.',
  },
  automationWaiting: {
    name: 'Waiting',
    counts:
      'Times that it is to be done and isn’t yet: for its hour, for quiet hours to end, for Dotdigital’s allowance, or on its way.',
  },
  automationFailed: {
    name: 'Failed',
    counts:
      'Times that Dotdigital refused someone, or gave no answer that tells what it did. Each has its reason.',
  },
  automationSkipped: {
    name: 'Skipped',
    counts:
      'Times that it happened to someone and nothing was done, with the reason: nothing may reach them, they ordered meanwhile, it was too late.',
  },
  automationHeldOut: {
    name: 'Held out',
    counts: 'Times that it happened to someone of the control group, for whom nothing is done.',
  },
  bookRecipients: {
    name: 'Recipients',
    counts:
      'Everyone known to be in the address book whose state at Dotdigital allows mail, whoever put them there. Dotdigital itself has the last word.',
  },
  lacksValue: {
    name: 'Without a value',
    counts:
      'Recipients for whom Dotdigital is known to hold nothing in this data field. Of people whom somebody else put into the book it isn’t known.',
  },
  mailable: {
    name: 'Can be mailed',
    counts:
      'Addresses of contacts, leads and customers, each once, that nobody opted out of mail and that no Dotdigital account refuses. Whether they are on a list doesn’t count.',
  },
  joined: {
    name: 'Joined',
    counts:
      'Places taken on marketing lists: people who came by the filter or by hand, or were restored. Who came onto two lists counts in each.',
  },
  left: {
    name: 'Left',
    counts:
      'Places given up on marketing lists: people whom the filter no longer means, or who were removed by hand.',
  },
  optedOut: {
    name: 'Opted out',
    counts:
      'People who withdrew their consent here, or unsubscribed at Dotdigital from an account or a book; each once a day, on the day they said so.',
  },
  active: { name: 'Active', counts: 'Records whose address opened a mail within the last 30 days.' },
  cooling: {
    name: 'Cooling',
    counts: 'Records whose address last opened a mail 31 to 90 days ago.',
  },
  sleeping: {
    name: 'Sleeping',
    counts: 'Records whose address received mail and opened none within the last 90 days.',
  },
  people: { name: 'People', counts: 'Contacts, leads and customers that are not deleted.' },
  lists: { name: 'Marketing lists', counts: 'Lists that you may see and that are not archived.' },
  connections: {
    name: 'Connected books',
    counts: 'Address books that a list feeds, also while its connection is paused or stopped.',
  },
  confirmed: {
    name: 'confirmed',
    counts: 'Rows of the run that Dotdigital took: added, updated, taken out or unsubscribed.',
  },
  underWay: {
    name: 'under way',
    counts: 'Rows that are planned or sent and have not ended.',
    zero: 'nothing is in flight.',
  },
  awaitingApproval: {
    name: 'waiting for approval',
    counts: 'Rows that are planned and not sent before someone approves the plan. Opt-outs don’t wait.',
  },
  leftOut: {
    name: 'left out',
    counts: 'People of the list whom the run did not send, with the reason below.',
  },
  refused: { name: 'refused', counts: 'Rows that Dotdigital did not take, with its reason.' },
  recipients: {
    name: 'Sent',
    counts: 'Everyone to whom the campaign was sent, mails that bounced included.',
    count: ['recipients'],
  },
  delivered: {
    name: 'Delivered',
    counts: 'People who received the mail: sent to them, and it did not bounce.',
    count: ['delivered'],
    of: 'recipients',
  },
  opened: {
    name: 'Opened',
    counts:
      'People who opened the mail at least once. Opens that a machine made are left out or counted in, as the page says; who clicked has opened.',
    count: ['openers'],
    of: 'delivered',
  },
  clicked: {
    name: 'Clicked',
    counts:
      'People who clicked a link of the mail at least once. Clicks that a scanner made are left out or counted in, as the page says.',
    count: ['clickers'],
    of: 'delivered',
  },
  clickToOpen: {
    name: 'Click-to-open',
    counts: 'People who clicked, beside those who opened.',
    count: ['clickers'],
    of: 'openers',
  },
  unsubscribed: {
    name: 'Unsubscribed',
    counts: 'People who used the mail’s link to unsubscribe.',
    count: ['unsubscribed'],
    of: 'delivered',
  },
  bounced: {
    name: 'Bounced',
    counts: 'People whose mail came back, softly or hard: sent, and not received.',
    count: ['softBounced', 'hardBounced'],
    of: 'recipients',
  },
  softBounced: {
    name: 'Soft bounces',
    counts: 'People whose mail came back for now: a full mailbox, a server that did not answer.',
    count: ['softBounced'],
    of: 'recipients',
  },
  hardBounced: {
    name: 'Hard bounces',
    counts: 'People whose mail came back for good: the address does not exist, or takes no mail.',
    count: ['hardBounced'],
    of: 'recipients',
  },
  complained: {
    name: 'Complained',
    counts: 'Complaints of spam, as Dotdigital’s own summary counts them.',
    count: ['complaints'],
    of: 'delivered',
  },
  median: {
    name: 'Median',
    counts:
      'The middle one of the rates of up to ten campaigns that the same account sent before; told where there are three or more.',
  },
  opens: {
    name: 'Opens',
    counts: 'Every open of everyone; one person may open often.',
    count: ['opens'],
  },
  clicks: {
    name: 'Clicks',
    counts: 'Every click of everyone on any link of the mail.',
    count: ['clicks'],
  },
  repliers: {
    name: 'Replied',
    counts: 'People whose reply Dotdigital received.',
    count: ['repliers'],
    of: 'delivered',
  },
  forwards: {
    name: 'Forwards',
    counts: 'Times the mail was forwarded, as far as Dotdigital can see.',
    count: ['forwards'],
  },
  contactsThere: {
    name: 'Contacts',
    counts:
      'Contacts that Dotdigital itself last counted in the address book, strangers included. The book’s page shows those whom we know there.',
  },
  connectedLists: {
    name: 'Connected lists',
    counts: 'Lists that feed an address book of the account, also while the connection is paused or stopped.',
  },
  timesContacted: {
    name: 'Total contacted',
    counts: 'Campaigns to the list’s address book that were sent to the person.',
  },
  campaignsUnder: { name: 'Email campaigns', counts: 'Email campaigns that are under it.' },
  runRows: {
    name: 'Rows',
    counts:
      'Of an export everyone whom it planned to add, update, take out or unsubscribe; of an import everything it read that was new or different.',
  },
  apiCalls: { name: 'API calls', counts: 'Calls of Dotdigital’s API that the run made.' },
  fileRows: {
    name: 'Rows',
    counts: 'Rows of the file, its heading left out. A person named twice counts twice.',
  },
  fileCreated: { name: 'Created', counts: 'Rows of the file that made a new record.' },
  fileUpdated: { name: 'Updated', counts: 'Rows of the file that changed a record that was there.' },
  fileRefused: {
    name: 'Refused',
    counts: 'Rows of the file of which nothing was taken; the file of refused rows says why.',
  },
  peopleEach: {
    name: 'People, each once',
    counts:
      'Addresses, each once however many of the email campaigns it got: opened says that it opened at least one of them, hard bounced that a mail came back for good, soft bounced that one came back and none for good.',
  },
  summedUp: {
    name: 'Added up',
    counts: 'What the email campaigns come to together. Someone who got three of them counts three times.',
  },
  costEach: {
    name: 'A person reached',
    counts: 'The budget, shared out over the people who received at least one of the email campaigns.',
  },
  againstBudget: {
    name: 'Revenue against budget',
    counts:
      'What those orders come to in the currency of the budget, as a share of it: 100 % is when they have paid for it.',
  },
  sinceSending: {
    name: 'Since it was sent',
    counts:
      'Opens or clicks from sending until then, added up. It begins with the quarter of an hour in which the campaign was sent.',
  },
  pageViews: {
    name: 'Page views',
    counts: 'Pages of your site that recipients went on to see; needs Dotdigital’s site tracking.',
    count: ['pageViews'],
  },
  orders: {
    name: 'Orders',
    counts:
      'Orders that recipients placed within the days told, after a click or an open of theirs; each once. Cancelled and refunded ones are none.',
  },
  conversion: {
    name: 'Conversion',
    counts: 'People who placed such an order.',
    count: ['buyers'],
    of: 'delivered',
  },
  revenue: {
    name: 'Revenue',
    counts: 'What those orders come to, each currency by itself.',
  },
  mailsReceived: {
    name: 'Received',
    counts: 'Campaigns that reached the address: sent to it, and not bounced.',
    count: ['delivered'],
  },
  mailsOpened: {
    name: 'Opened',
    counts:
      'Campaigns that the person opened at least once, without opens that a machine made. Whoever clicked has opened.',
    count: ['openers'],
    of: 'delivered',
  },
  mailsClicked: {
    name: 'Clicked',
    counts: 'Campaigns in which the person clicked a link at least once, without clicks that a scanner made.',
    count: ['clickers'],
    of: 'delivered',
  },
  listSent: {
    name: 'Sent',
    counts:
      'People now on the list to whom the campaign was sent, whatever list or book it was for; mails that bounced included.',
    count: ['recipients'],
  },
  machineOpens: {
    name: 'Machine opens',
    counts:
      'Opens that no person made, by the stated rules: privacy proxies that load every mail, scanners, a whole domain within seconds.',
    count: ['machineOpens'],
  },
  machineClicks: {
    name: 'Machine clicks',
    counts:
      'Clicks that no person made, by the stated rules: scanners by name or network, many or all links of the mail within seconds.',
    count: ['machineClicks'],
  },
} as const satisfies Record<string, Definition>;

export type DefinitionName = keyof typeof definitions;

/** All of a definition, as a tooltip says it. */
export function definitionText(name: DefinitionName): string {
  const { counts, of, zero }: Definition = definitions[name];
  return [counts, of && `As a rate: of ${wholes[of]}.`, zero && `0: ${zero}`].filter(Boolean).join(' ');
}

/** In words: what the rate of a figure is of; undefined for one that has none. */
export function wholeOf(name: DefinitionName): string | undefined {
  const { of }: Definition = definitions[name];
  return of && wholes[of];
}
