/** What each of Dotdigital's fifteen contact statuses means for us. A status that isn't listed is not sendable. */
type StatusMeaning = {
  /** Rows of this status may be put into a book. */
  sendable: boolean;
  /** What people see. */
  word: string;
  resubscribePossible: boolean;
  /** It says nothing of the person's other channels: the address, or mail to it, is meant. */
  aboutMailAlone: boolean;
};

export const contactStatuses = {
  Subscribed: { sendable: true, word: 'Subscribed', resubscribePossible: false, aboutMailAlone: true },
  // A suppression reason on the vendor's page, yet still in the books and mailable in practice (dotdigital-api.md 4.1).
  SoftBounced: { sendable: true, word: 'Soft bounced', resubscribePossible: true, aboutMailAlone: true },
  PendingOptIn: {
    sendable: false,
    word: 'Waiting for opt-in',
    resubscribePossible: false,
    aboutMailAlone: true,
  },
  Unsubscribed: { sendable: false, word: 'Unsubscribed', resubscribePossible: true, aboutMailAlone: true },
  HardBounced: { sendable: false, word: 'Hard bounced', resubscribePossible: true, aboutMailAlone: true },
  IspComplained: {
    sendable: false,
    word: 'Reported as spam',
    resubscribePossible: false,
    aboutMailAlone: true,
  },
  DirectComplaint: { sendable: false, word: 'Complained', resubscribePossible: false, aboutMailAlone: false },
  MailBlocked: { sendable: false, word: 'Mail blocked', resubscribePossible: true, aboutMailAlone: true },
  Suppressed: { sendable: false, word: 'Suppressed', resubscribePossible: true, aboutMailAlone: false },
  SharedSuppression: {
    sendable: false,
    word: 'Suppressed by Dotdigital',
    resubscribePossible: false,
    aboutMailAlone: false,
  },
  NotAllowed: { sendable: false, word: 'Not allowed', resubscribePossible: false, aboutMailAlone: false },
  DomainSuppression: {
    sendable: false,
    word: 'Domain suppressed',
    resubscribePossible: false,
    aboutMailAlone: true,
  },
  NoMxRecord: {
    sendable: false,
    word: 'Domain takes no mail',
    resubscribePossible: false,
    aboutMailAlone: true,
  },
  Deleted: { sendable: false, word: 'Deleted', resubscribePossible: false, aboutMailAlone: false },
  NotAvailableInThisVersion: {
    sendable: false,
    word: 'Unknown',
    resubscribePossible: false,
    aboutMailAlone: false,
  },
} as const satisfies Record<string, StatusMeaning>;

type SmsStatusMeaning = { sendable: boolean; word: string };

/** What v3 calls the states of the channel SMS. A status that isn't listed is not sendable; whoever has no subscription is merely not texted by Dotdigital. */
export const smsStatuses = {
  sms_subscribed: { sendable: true, word: 'Subscribed to SMS' },
  sms_nosubscription: { sendable: true, word: 'Not subscribed to SMS' },
  sms_unsubscribed: { sendable: false, word: 'Unsubscribed from SMS' },
  sms_bounced: { sendable: false, word: 'Text messages bounced' },
  sms_suppressed: { sendable: false, word: 'Suppressed for SMS' },
  sms_deleted: { sendable: false, word: 'Deleted for SMS' },
  sms_binned: { sendable: false, word: 'In the recycle bin' },
} as const satisfies Record<string, SmsStatusMeaning>;

/** A state of SMS as it is kept: never mistaken for one of mail. */
export const smsStatusOf = (vendorWord: string): string => `sms_${vendorWord.trim().toLowerCase()}`;

export const sendableSmsStatuses: readonly string[] = Object.entries(smsStatuses)
  .filter(([, { sendable }]) => sendable)
  .map(([status]) => status);

const smsWords: ReadonlyMap<string, string> = new Map(
  Object.entries(smsStatuses).map(([status, { word }]) => [status, word]),
);

/** What the person wished themselves; the others are about the address. */
export const wishStatuses: readonly string[] = ['Unsubscribed', 'IspComplained', 'DirectComplaint'];

export type ContactStatus = keyof typeof contactStatuses;

const meaning = (status: string | null | undefined): StatusMeaning | null =>
  status && Object.hasOwn(contactStatuses, status) ? contactStatuses[status as ContactStatus] : null;

/** null: Dotdigital doesn't know the address yet, so nothing there speaks against it. */
export const isSendable = (status: string | null | undefined): boolean =>
  status === null || status === undefined ? true : (meaning(status)?.sendable ?? false);

/** For SQL: `status IS NULL OR status = ANY(…)`. */
export const sendableStatuses: readonly string[] = Object.entries(contactStatuses)
  .filter(([, { sendable }]) => sendable)
  .map(([status]) => status);

export const statusWord = (status: string | null | undefined): string =>
  status ? (meaning(status)?.word ?? smsWords.get(status) ?? status) : 'Not known yet';
