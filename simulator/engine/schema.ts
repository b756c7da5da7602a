// Times are milliseconds since 1970, booleans 0 and 1, lists and maps JSON text.
// Members holds nobody who is suppressed: whoever is, has been taken off every book.
export const schema = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, region TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,
  emailCredits INTEGER NOT NULL, smsCredits INTEGER NOT NULL, contactLimit INTEGER NOT NULL,
  timezone TEXT NOT NULL, currency TEXT NOT NULL, locale TEXT NOT NULL, features TEXT NOT NULL, customDomain TEXT, endpoint TEXT
);
CREATE TABLE IF NOT EXISTS apiUsers (
  email TEXT PRIMARY KEY, account INTEGER NOT NULL, password TEXT NOT NULL, enabled INTEGER NOT NULL,
  scheme TEXT NOT NULL, limits TEXT NOT NULL, description TEXT NOT NULL, created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS books (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, nameKey TEXT NOT NULL,
  visibility TEXT NOT NULL, contacts INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0,
  writable INTEGER NOT NULL DEFAULT 1, rule TEXT, created INTEGER NOT NULL
);
DROP INDEX IF EXISTS booksName;
CREATE INDEX IF NOT EXISTS booksNameKey ON books (account, nameKey);
CREATE INDEX IF NOT EXISTS booksId ON books (account, id);

CREATE TABLE IF NOT EXISTS contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, email TEXT, mobile TEXT, optIn TEXT NOT NULL, emailType TEXT NOT NULL,
  status TEXT NOT NULL, binned INTEGER NOT NULL DEFAULT 0, removed INTEGER, softBounces INTEGER NOT NULL DEFAULT 0,
  sms TEXT, data TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS contactsEmail ON contacts (account, email);
CREATE INDEX IF NOT EXISTS contactsId ON contacts (account, id);
CREATE INDEX IF NOT EXISTS contactsModified ON contacts (account, modified, id);
CREATE INDEX IF NOT EXISTS contactsCreated ON contacts (account, created, id);
CREATE INDEX IF NOT EXISTS contactsRemoved ON contacts (account, removed, id) WHERE removed IS NOT NULL;
CREATE INDEX IF NOT EXISTS contactsStatus ON contacts (account, binned, status, id);
CREATE INDEX IF NOT EXISTS contactsMobile ON contacts (account, mobile) WHERE mobile IS NOT NULL;

CREATE TABLE IF NOT EXISTS members (
  book INTEGER NOT NULL, contact INTEGER NOT NULL, added INTEGER NOT NULL, PRIMARY KEY (book, contact)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS membersContact ON members (contact, book);

CREATE TABLE IF NOT EXISTS bookSuppressions (
  book INTEGER NOT NULL, contact INTEGER NOT NULL, removed INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (book, contact)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bookSuppressionsContact ON bookSuppressions (contact, book);

CREATE TABLE IF NOT EXISTS suppressedDomains (account INTEGER NOT NULL, domain TEXT NOT NULL, status TEXT NOT NULL, PRIMARY KEY (account, domain)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS consents (id INTEGER PRIMARY KEY AUTOINCREMENT, contact INTEGER NOT NULL, created INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS consentsContact ON consents (contact, id);

CREATE TABLE IF NOT EXISTS challenges (
  token TEXT PRIMARY KEY, account INTEGER NOT NULL, contact INTEGER NOT NULL, kind TEXT NOT NULL, book INTEGER, redirect TEXT, created INTEGER NOT NULL, followed INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mailbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL,
  html TEXT NOT NULL, plain TEXT NOT NULL, link TEXT, created INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS dataFields (
  account INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, visibility TEXT NOT NULL, defaultValue TEXT, ordinal INTEGER NOT NULL, PRIMARY KEY (account, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS imports (
  id TEXT PRIMARY KEY, account INTEGER NOT NULL, kind TEXT NOT NULL, books TEXT NOT NULL, fileName TEXT NOT NULL, size INTEGER NOT NULL,
  mergeOption TEXT NOT NULL, status TEXT NOT NULL, active INTEGER NOT NULL, created INTEGER NOT NULL, finished INTEGER,
  header TEXT, chunks INTEGER NOT NULL, totalRows INTEGER NOT NULL, counters TEXT NOT NULL, orders TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS importsActive ON imports (account, active);
CREATE TABLE IF NOT EXISTS importChunks (import TEXT NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (import, n));
CREATE TABLE IF NOT EXISTS importFaults (
  import TEXT NOT NULL, n INTEGER NOT NULL, reason TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (import, n)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS importResults (
  import TEXT NOT NULL, n INTEGER NOT NULL, outcome TEXT NOT NULL, contact INTEGER, detail TEXT NOT NULL, PRIMARY KEY (import, n)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, account INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL, body TEXT NOT NULL, result TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS jobsKind ON jobs (account, kind, created);

CREATE TABLE IF NOT EXISTS preferences (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, publicName TEXT NOT NULL, privateName TEXT NOT NULL, isPreference INTEGER NOT NULL,
  ordering TEXT NOT NULL, isPublic INTEGER NOT NULL, category INTEGER, created INTEGER NOT NULL, modified INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS contactPreferences (
  contact INTEGER NOT NULL, preference INTEGER NOT NULL, isOptedIn INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (contact, preference)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contactPreferencesPreference ON contactPreferences (preference, contact);

CREATE TABLE IF NOT EXISTS programs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, campaign INTEGER, created INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS templates (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, fromName TEXT NOT NULL, html TEXT NOT NULL,
  plain TEXT NOT NULL, replyAction TEXT NOT NULL, replyTo TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS surveys (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, book INTEGER, created INTEGER NOT NULL, modified INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS surveyResponses (
  id INTEGER PRIMARY KEY AUTOINCREMENT, survey INTEGER NOT NULL, email TEXT NOT NULL, started INTEGER NOT NULL, completed INTEGER, answers TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS surveyResponsesSurvey ON surveyResponses (survey, id);
CREATE TABLE IF NOT EXISTS transactionalEmails (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, campaign INTEGER, recipient TEXT NOT NULL, sent INTEGER NOT NULL,
  bounced INTEGER, opened INTEGER, clicked INTEGER, complained INTEGER
);
CREATE INDEX IF NOT EXISTS transactionalEmailsSent ON transactionalEmails (account, sent);

CREATE TABLE IF NOT EXISTS collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, nameKey TEXT NOT NULL, type TEXT NOT NULL, scope TEXT NOT NULL, created INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS collectionsName ON collections (account, nameKey);
CREATE TABLE IF NOT EXISTS insight (
  id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, key TEXT NOT NULL, contact INTEGER, identifier TEXT NOT NULL, json TEXT NOT NULL,
  created INTEGER NOT NULL, modified INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS insightKey ON insight (collection, key);
CREATE INDEX IF NOT EXISTS insightContact ON insight (contact, collection);

CREATE TABLE IF NOT EXISTS roiDetails (
  id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, marker TEXT NOT NULL, dataType TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS roiDetailsCampaign ON roiDetails (campaign, id);
CREATE TABLE IF NOT EXISTS smsCampaigns (id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL DEFAULT 'Unsent');
CREATE TABLE IF NOT EXISTS documentFolders (id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, parent INTEGER, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, folder INTEGER NOT NULL, name TEXT NOT NULL, fileName TEXT NOT NULL, size INTEGER NOT NULL,
  created INTEGER NOT NULL, modified INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS attachments (campaign INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (campaign, document)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS fromAddresses (id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, email TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS campaigns (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, fromName TEXT NOT NULL,
  fromAddress INTEGER, html TEXT NOT NULL, plain TEXT NOT NULL, replyAction TEXT NOT NULL, replyTo TEXT NOT NULL, customReplyTo TEXT,
  status TEXT NOT NULL, tags TEXT NOT NULL, split TEXT, created INTEGER NOT NULL, sent INTEGER, scheduled INTEGER, touched INTEGER
);
CREATE INDEX IF NOT EXISTS campaignsId ON campaigns (account, id);
CREATE TABLE IF NOT EXISTS campaignBooks (campaign INTEGER NOT NULL, book INTEGER NOT NULL, sent INTEGER NOT NULL, PRIMARY KEY (campaign, book)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS campaignBooksBook ON campaignBooks (book, campaign);
CREATE TABLE IF NOT EXISTS sends (
  id TEXT PRIMARY KEY, account INTEGER NOT NULL, campaign INTEGER NOT NULL, status TEXT NOT NULL, request TEXT NOT NULL, due INTEGER NOT NULL, created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sendsCampaign ON sends (campaign);
CREATE TABLE IF NOT EXISTS recipients (
  campaign INTEGER NOT NULL, contact INTEGER NOT NULL, email TEXT NOT NULL, isHtml INTEGER NOT NULL, sent INTEGER NOT NULL, touched INTEGER NOT NULL,
  opens INTEGER NOT NULL DEFAULT 0, textOpens INTEGER NOT NULL DEFAULT 0, clicks INTEGER NOT NULL DEFAULT 0, pageViews INTEGER NOT NULL DEFAULT 0,
  forwards INTEGER NOT NULL DEFAULT 0, estimatedForwards INTEGER NOT NULL DEFAULT 0, replies INTEGER NOT NULL DEFAULT 0,
  firstOpened INTEGER, lastOpened INTEGER, firstIp TEXT, unsubscribed INTEGER NOT NULL DEFAULT 0, softBounced INTEGER NOT NULL DEFAULT 0,
  hardBounced INTEGER NOT NULL DEFAULT 0, complained INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (campaign, contact)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS recipientsTouched ON recipients (campaign, touched, contact);
CREATE INDEX IF NOT EXISTS recipientsContact ON recipients (contact, campaign);
CREATE TABLE IF NOT EXISTS opens (
  id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, at INTEGER NOT NULL, client TEXT NOT NULL, clientVersion TEXT NOT NULL,
  ip TEXT NOT NULL, agent TEXT NOT NULL, isHtml INTEGER NOT NULL, isForward INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS opensId ON opens (campaign, id);
CREATE INDEX IF NOT EXISTS opensAt ON opens (campaign, at, id);
CREATE INDEX IF NOT EXISTS opensContact ON opens (campaign, contact, id);
CREATE TABLE IF NOT EXISTS clicks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, at INTEGER NOT NULL, url TEXT NOT NULL, keyword TEXT NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS clicksId ON clicks (campaign, id);
CREATE INDEX IF NOT EXISTS clicksAt ON clicks (campaign, at, id);
CREATE INDEX IF NOT EXISTS clicksContact ON clicks (campaign, contact, id);
CREATE TABLE IF NOT EXISTS pageViews (id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, at INTEGER NOT NULL, url TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS pageViewsId ON pageViews (campaign, id);
CREATE INDEX IF NOT EXISTS pageViewsAt ON pageViews (campaign, at, id);
CREATE TABLE IF NOT EXISTS replies (
  id INTEGER PRIMARY KEY AUTOINCREMENT, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, at INTEGER NOT NULL, subject TEXT NOT NULL, message TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS repliesContact ON replies (campaign, contact, id);

CREATE TABLE IF NOT EXISTS subscriptions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, lastRead INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS customEvents (
  id TEXT PRIMARY KEY, account INTEGER NOT NULL, contact INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, processed INTEGER NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS customEventsProcessed ON customEvents (account, processed);
CREATE TABLE IF NOT EXISTS largeObjects (id TEXT PRIMARY KEY, account INTEGER NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS oauthClients (id TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS oauthRedirects (client TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (client, address)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS oauthChallenges (code TEXT PRIMARY KEY, challenge TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS oauthCodes (
  code TEXT PRIMARY KEY, client TEXT NOT NULL, account INTEGER NOT NULL, redirect TEXT NOT NULL, expires INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS oauthTokens (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, client TEXT NOT NULL, account INTEGER NOT NULL, grantId TEXT NOT NULL, expires INTEGER, revoked INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS eventsDue ON events (due, id);
`;

/** Where each kind of id starts, so that an id handed to the wrong call is seen at once. */
export const firstIds: Record<string, number> = {
  accounts: 40_916,
  books: 7_300,
  contacts: 900_000,
  campaigns: 51_000,
  fromAddresses: 600,
  preferences: 200,
  programs: 3_100,
  templates: 8_200,
  surveys: 6_400,
  collections: 400,
  smsCampaigns: 1_500,
  documentFolders: 2_000,
  documents: 2_500,
  insight: 0,
  subscriptions: 90,
};
