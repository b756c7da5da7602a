import { z } from 'zod';

/** A question that nobody outside can settle, and the answers it may have; the first is what the sandbox does by itself. */
export interface Switch {
  name: string;
  question: string;
  positions: readonly (string | boolean)[];
}

const asked = new Map<unknown, Omit<Switch, 'name'>>();

function oneOf<const W extends readonly [string, ...string[]]>(question: string, ...words: W) {
  const schema = z.enum(words).default(words[0]);
  asked.set(schema, { question, positions: words });
  return schema;
}

function flag(question: string, byItself: boolean) {
  const schema = z.boolean().default(byItself);
  asked.set(schema, { question, positions: [byItself, !byItself] });
  return schema;
}

/** Every uncertain or contradicted statement of dotdigital-api.md that a server can take either side of. */
export const switchesShape = {
  statusCodes: oneOf(
    'Which status codes and bodies count where the description and the written samples differ?',
    'openapi',
    'docs',
  ),
  legacy: flag('Are the keys left out that were added over the years?', false),
  requestKeys: oneOf('Do keys of a request count in any case?', 'any-case', 'exact'),
  unknownRoute: oneOf('How is an address that does not exist answered?', 'json', 'html'),
  disabledUser: oneOf('How is a disabled API user told?', '401', '403'),
  serverTimeOpen: flag('Does server-time answer without credentials?', true),
  rateLimitReset: oneOf('What does X-RateLimit-Reset count?', 'epoch', 'delta'),
  rateLimitScope: oneOf('How does X-RateLimit-Scope spell a tier?', 'lowCallRate', 'low'),
  dateFraction: oneOf('Which fraction of a second has a date?', 'as-needed', 'none', 'three', 'seven'),
  selectOverLimit: oneOf('What becomes of a page that is asked for too large?', 'refused', 'cut'),
  largePages: flag('Do modified-since and since-date give 2000 rows to one who names no number?', true),
  refusalStatus: oneOf('Which status has the refusal of a duplicate or a suppressed contact?', '400', '409'),

  bookCount: oneOf('Does the count of a book follow its members at once?', 'exact', 'lags'),
  bookNames: oneOf('Are two names of books the same that differ in case?', 'any-case', 'exact'),
  nullInName: oneOf('What becomes of a name that holds U+0000?', 'refused', 'taken'),
  bookNameCode: oneOf(
    'Which code has a name that is empty or too long?',
    'ERROR_ADDRESSBOOK_INVALID',
    'ERROR_PARAMETER_INVALID',
  ),
  deletedBook: oneOf('What becomes of people whose only book is deleted?', 'stay', 'binned'),
  removingStranger: oneOf('How is taking somebody off a book answered who is not in it?', '204', '404'),
  bulkRemovalAnswer: oneOf('How is a bulk removal answered?', '202', '204'),
  bulkRemovalStranger: oneOf(
    'What does a bulk removal do with ids that are not in the book?',
    'ignored',
    'failed',
  ),
  deletionKeys: oneOf('How does the progress of a bulk removal spell its keys?', 'camel', 'pascal'),

  suppressedReadableById: flag('Can suppressed people be read by their id?', true),
  suppressedLeaveBooks: flag('Does being suppressed in the account take somebody off all books?', true),
  softBouncedLeavesBooks: flag('Does that hold for the soft-bounced as well?', true),
  suppressedTwice: oneOf('Which date and reason count when somebody is suppressed twice?', 'first', 'latest'),
  sinceInclusive: flag('Does since include its own instant?', true),
  membershipMovesModified: flag('Does joining or leaving a book move modified?', true),
  statusMovesModified: flag('Does being suppressed move modified?', true),
  emailBlanks: oneOf('What becomes of an address with blanks around it?', 'trimmed', 'refused'),
  wrongValueCode: oneOf(
    'Which code has a value of the wrong type?',
    'ERROR_CONTACT_INVALID',
    'ERROR_PARAMETER_INVALID',
  ),
  putZeroCreates: flag('Does PUT with the id 0 make a contact?', true),
  resubscribingSubscribed: oneOf(
    'How is resubscribing answered for somebody who is not suppressed?',
    'ContactAdded',
    'ERROR_CONTACT_RESUBSCRIPTION_INVALID',
  ),
  directComplaint: oneOf('Can somebody come back after a direct complaint?', 'never', 'challenged'),
  mailBlocked: oneOf('Can somebody come back whose server blocked the mail?', 'challenged', 'never'),
  noMxRecord: oneOf('Can somebody come back whose domain takes no mail?', 'never', 'challenged'),

  fileType: oneOf('What is the kind of an import file judged by?', 'ending', 'content'),
  noEmailColumn: oneOf('When is a file without an Email column refused?', 'status', 'at-once'),
  unknownColumns: oneOf('What becomes of columns that name no data field?', 'ignored', 'refused'),
  booleanWords: oneOf('Which words are a Boolean?', 'wide', 'true-false'),
  duplicateRows: oneOf('Which of two rows with one address counts?', 'first', 'last'),
  wrongTypeRow: oneOf('What fails when a value has the wrong type?', 'fail', 'drop-field'),
  reportTooEarly: oneOf('Which status has a report that is not there yet?', '404', '400'),
  emptyFaults: oneOf('What are the faults of an import that has none?', 'header', 'empty'),
  faultsBom: flag('Do the faults begin with a byte order mark?', true),
  faultWords: oneOf('Which words has a reason of the faults?', 'docs', 'magento'),

  fieldNames: oneOf('How does a data field of the account spell its name?', 'upper', 'as-given'),
  fieldInUse: oneOf('How is the deletion of a field answered that is in use?', '409', 'result'),
  fieldCreated: oneOf('How is the creation of a field answered?', 'object', 'nothing'),
  fieldDeleted: oneOf('How is the deletion of a field answered?', 'result', '204'),

  campaignUnsubscribe: oneOf('What does the unsubscribe link of a campaign do?', 'account', 'book'),
  emptySendMeansEveryone: flag('Does a send without a target go to everybody?', true),
  siteTracking: flag('Does the account track its site, so that clicks are followed by page views?', false),
  clickImpliesOpen: flag('Does a click count an open for one who was not seen to open?', true),
  neverOpened: oneOf(
    'What is the date of the first open for one who never opened?',
    'absent',
    'null',
    'year0001',
  ),
  percentages: oneOf('Which range have the percentages of a summary?', 'fraction', 'percent'),
  plainCounters: oneOf(
    'What do the counters of a summary count that name neither text nor total?',
    'html',
    'total',
  ),

  campaignFromAddress: oneOf(
    'What becomes of a new campaign that names no from address?',
    'refused',
    'first-of-account',
  ),
  templateUnsubscribe: oneOf('Must a template hold an unsubscribe link?', 'required', 'free'),
  templatePages: oneOf('How large may a page of templates be?', '1000', '500'),

  insightJson: oneOf('Is a document of insight data v2 taken that is no text?', 'taken', 'refused'),
  insightCreated: oneOf('What does v3 answer when a record of insight data is new?', 'record', 'nothing'),
  firstWriteMakesCollection: flag('Does a first write make a collection of insight data?', true),
  refusedSignIn: oneOf('What does the redirect carry when a person refuses?', 'error', 'nothing'),
  oauthPkce: oneOf('Is the challenge of PKCE looked at when a code is exchanged?', 'checked', 'ignored'),
  oauthRefresh: oneOf('Does a refresh give a new refresh token and end the old one?', 'kept', 'rotated'),
  appInFrames: oneOf('May the application be shown inside a page of somebody else?', 'allowed', 'refused'),
  v3Words: oneOf('How does v3 spell emailType and optInType when they are read?', 'pascal', 'camel'),
  v3Offsets: flag('Does a filter of v3 take a date with an offset from UTC?', true),
  v3NoIdentifiers: oneOf(
    'When is a contact without identifiers refused in an import of v3?',
    'at-once',
    'in-report',
  ),
  v3DetailKey: oneOf('Which key has the subject of a detail in a failure of v3?', 'item', 'error'),
} as const;

export const switches: readonly Switch[] = Object.entries(switchesShape).map(([name, schema]) => {
  const known = asked.get(schema);
  if (!known) throw new Error(`${name} has no question`);
  return { name, ...known };
});
