import { AppError } from '../errors';

export type DotdigitalErrorKind =
  | 'credentials'
  | 'region'
  | 'host_not_allowed'
  | 'timeout'
  | 'network'
  | 'rate_limited'
  /** Passes with time: too many active imports, book in use. */
  | 'busy'
  | 'not_found'
  /** Dotdigital understood and said no: a 4xx, usually with an ERROR_ code. */
  | 'refused'
  | 'invalid_answer'
  | 'server'
  /** The caller's signal stopped the call. */
  | 'stopped';

/** Whether the request may have had an effect at Dotdigital. */
export type Acted = 'no' | 'maybe' | 'yes';

type DotdigitalErrorOptions = {
  acted: Acted;
  /** Cleaned text of the answer, or of the network error; at most 200 characters. */
  detail?: string;
  status?: number | null;
  vendorCode?: string | null;
  retryAt?: Date;
  cause?: unknown;
};

export class DotdigitalError extends AppError {
  readonly kind: DotdigitalErrorKind;
  readonly vendorCode: string | null;
  readonly status: number | null;
  readonly retryAt?: Date;
  readonly acted: Acted;
  readonly detail: string;

  constructor(kind: DotdigitalErrorKind, what: string, options: DotdigitalErrorOptions) {
    const detail = options.detail ?? '';
    super(
      'outside_failed',
      `dotdigital ${what}: ${kind}${options.status ? ` (${options.status})` : ''}${detail ? `: ${detail}` : ''}`,
      {
        userMessage: explain(kind, options),
        cause: options.cause,
        retryAfterSeconds: options.retryAt
          ? Math.max(1, Math.ceil((options.retryAt.getTime() - Date.now()) / 1000))
          : undefined,
      },
    );
    this.name = 'DotdigitalError';
    this.kind = kind;
    this.vendorCode = options.vendorCode ?? null;
    this.status = options.status ?? null;
    this.retryAt = options.retryAt;
    this.acted = options.acted;
    this.detail = detail;
  }

  /** Passes with time, without anybody doing anything. */
  get transient(): boolean {
    return ['timeout', 'network', 'rate_limited', 'busy', 'server', 'invalid_answer'].includes(this.kind);
  }
}

/** What each kind means for a person, and what to do. */
const texts: Record<DotdigitalErrorKind, string> = {
  credentials:
    'Dotdigital refused the username or password. Nothing is sent or read until they are right. Check them at Dotdigital under Settings, Access, and enter them on the integration.',
  region:
    'This account lives in another Dotdigital region, or the API user has no right to this. Run Check Connection on the integration to find the region again.',
  host_not_allowed:
    'The address is not one of Dotdigital’s own and not on the list of allowed hosts, so it was not called. Whoever runs Dotbridge can allow it in DOTDIGITAL_ALLOWED_HOSTS.',
  timeout: 'Dotdigital did not answer in time. The next run tries again by itself.',
  network:
    'Dotdigital can’t be reached. The next run tries again by itself; if it lasts, check the network and the name of the host.',
  rate_limited: 'Dotdigital’s limit of API calls is used up. Work goes on by itself when the limit resets.',
  busy: 'Dotdigital is still busy with earlier work on this account. The next run tries again by itself.',
  not_found: 'Dotdigital does not know this any more. It may have been deleted there.',
  refused: 'Dotdigital refused the request.',
  invalid_answer:
    'What answered is not Dotdigital, or the answer was cut off, so nothing of it was stored. The next run tries again by itself; if it lasts, check for a proxy in between.',
  server: 'Dotdigital had an error of its own. The next run tries again by itself.',
  stopped: 'The call was stopped. The next run goes on from here.',
};

const tooManyImports =
  'Dotdigital is working on 25 imports already, the most it takes. The next run tries again by itself.';

/** Better words for codes that name the reason. */
const codeTexts: Record<string, string> = {
  ERROR_FEATURENOTACTIVE:
    'This feature is not active on the Dotdigital account. Ask Dotdigital to switch it on.',
  ERROR_ADDRESSBOOK_DUPLICATE:
    'An address book or segment of this name exists at Dotdigital already. Choose another name.',
  ERROR_ADDRESSBOOK_NOTWRITABLE:
    'Dotdigital does not let the API write to this address book. Choose another book.',
  ERROR_ADDRESSBOOK_LIMITEXCEEDED:
    'The Dotdigital account can hold no more address books. Delete one there, or use one that exists.',
  ERROR_ADDRESSBOOK_INVALID: 'Dotdigital refused the name of the address book. Use 1 to 128 characters.',
  ERROR_ADDRESSBOOK_NOT_FOUND:
    'Dotdigital does not know this address book any more. It may have been deleted there.',
  ERROR_CONTACT_TOOMANY:
    'The Dotdigital account can hold no more contacts. Raise the allowance there, or send a smaller list.',
  ERROR_CONTACT_SUPPRESSED: 'This person is suppressed at Dotdigital and can’t be added.',
  ERROR_NON_UNIQUE_DATAFIELD: 'A data field of this name exists at Dotdigital already.',
  ERROR_DATAFIELD_LIMITEXCEEDED: 'The Dotdigital account can hold no more data fields of this type.',
  ERROR_DATAFIELD_INVALID: 'Dotdigital refused the data field: check its name, type and default value.',
  ERROR_DATAFIELD_NOTFOUND:
    'Dotdigital does not know this data field, or it is a system field, which can’t be deleted.',
  ERROR_IMPORT_TOOMANYACTIVEIMPORTS: tooManyImports,
  'contacts:tooManyActiveImports': tooManyImports,
  ERROR_PROGRAM_NOT_ACTIVE:
    'The program is not active at Dotdigital, so nobody can be enrolled. Activate it there.',
  ERROR_PROGRAM_NOT_FOUND: 'Dotdigital does not know this program any more. Choose another one.',
  ERROR_ENROLMENT_ALLOWANCE_EXCEEDED:
    'The account’s 20 enrolments of this hour are used up. Work goes on by itself.',
  ERROR_CAMPAIGN_NOT_FOUND: 'Dotdigital does not know this campaign any more. Choose another one.',
  ERROR_CAMPAIGN_INVALID:
    'Dotdigital can’t send this campaign: it is not a triggered one, or it is not finished there.',
  ERROR_SMS_SENDNOTPERMITTED:
    'The Dotdigital account may not send text messages: its SMS credits are used up, or SMS is not switched on.',
  ERROR_ADDRESSBOOK_IN_USE:
    'Dotdigital is still working on this address book. The next run tries again by itself.',
};

function explain(
  kind: DotdigitalErrorKind,
  { vendorCode, detail, acted, retryAt }: DotdigitalErrorOptions,
): string {
  const known = vendorCode ? codeTexts[vendorCode] : undefined;
  if (known) return known;
  const said =
    detail && (kind === 'refused' || kind === 'invalid_answer' || kind === 'server' || kind === 'network');
  const parts = [texts[kind]];
  if (said) parts.push(`It said: “${detail}”`);
  if (acted === 'maybe' && (kind === 'timeout' || kind === 'server'))
    parts.push('Whether it acted on the request is checked before anything is repeated.');
  if (retryAt) parts.push(`Next try from ${retryAt.toISOString().slice(11, 16)} UTC.`);
  return parts.join(' ');
}
