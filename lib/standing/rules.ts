import { Prisma } from '../db';
import { mustNotBeMailed } from './may-be-mailed';

const { sql } = Prisma;

/**
 * Each rule speaks over these aliases, which `factsOfEveryone` and `factsOfEach` join:
 *   i        the record's place on the list (list_items); no row: never was on it
 *   r        the record (crm_records)
 *   elder    id: the older member with the same address, who is mailed instead
 *   opted    email_key: someone with this address opted out of mail, on whatever record
 *   mark     reason, at: this list's unsubscribe, on whatever place of the address (`taken_off`: the person's own wish)
 *   d        status: Dotdigital's word about the address in the account (dotdigital_contacts)
 *   gate     closed: the account takes only people with marketing consent (integrations.consent_gate)
 *   consented email_key: a record with this address has given it; joined while the gate is closed
 *   start    at: of a start without back-fill (connections.only_from), else NULL
 *   b        the address in the book, and how it left without us (book_members)
 *   refusal  wanted_hash, reason_text: what Dotdigital last refused of the address for this book
 *   wanted   hash: of the values that would be sent now
 */
export type Rule = {
  code: string;
  /** `place` and `address` are about the record; the others about the address, and so alike for every record that carries it. */
  about: 'place' | 'address' | 'marketing' | 'values';
  applies: Prisma.Sql;
  /** Where the code is a word that was stored, such as Dotdigital's status: that word; else the rule's own code. */
  said?: Prisma.Sql;
  /** Whoever we put into the book leaves it again. Such a rule speaks over i, r, mark, gate and consented alone, of a channel of its own also over opted. */
  takesOut?: true;
  /** null: the stored word says it. */
  words: string | null;
  /** What would have to change. */
  advice: string;
};

/** In their order: the first that applies is why someone isn't mailed. Decision 0020 has the reasons for the order. */
export const rules = [
  {
    code: 'not_on_list',
    about: 'place',
    applies: sql`(i.in_filter AND r.deleted_at IS NULL) IS NOT TRUE`,
    takesOut: true,
    words: 'Not on this list',
    advice: 'The person would have to come onto the list.',
  },
  {
    code: 'removed_by_hand',
    about: 'place',
    applies: sql`i.removed_at IS NOT NULL`,
    takesOut: true,
    words: 'Removed by hand',
    advice: 'Someone would have to press Undo remove.',
  },
  {
    code: 'before_start',
    about: 'place',
    applies: sql`(start.at IS NOT NULL AND i.joined_at <= start.at AND b.present IS NOT TRUE)`,
    words: 'On the list before the connection began',
    advice: 'Back-fill would have to be switched on in Connection Settings.',
  },
  {
    code: 'no_email',
    about: 'address',
    applies: sql`(r.email_key IS NULL AND coalesce(btrim(r.email), '') = '')`,
    words: 'No e-mail address',
    advice: 'The record would need a valid e-mail address.',
  },
  {
    code: 'invalid_address',
    about: 'address',
    applies: sql`r.email_key IS NULL`,
    words: 'Not an e-mail address',
    advice: 'The record would need a valid e-mail address.',
  },
  {
    code: 'duplicate',
    about: 'address',
    applies: sql`elder.id IS NOT NULL`,
    words: 'Shares the address of another record',
    advice: 'The two records would have to be merged, or the older one leave the list.',
  },
  {
    code: 'opted_out',
    about: 'marketing',
    applies: sql`(opted.email_key IS NOT NULL OR r.consent_state = 'withdrawn')`,
    words: 'Opted out of mail',
    advice: 'The person would have to give consent again.',
  },
  {
    code: 'status',
    about: 'marketing',
    applies: mustNotBeMailed(sql`d.status`),
    said: sql`d.status`,
    words: null,
    advice: 'Dotdigital’s own status would have to change: only the person, or a resubscribe, can do that.',
  },
  {
    code: 'no_consent',
    about: 'marketing',
    applies: sql`(gate.closed AND consented.email_key IS NULL)`,
    takesOut: true,
    words: 'No marketing consent',
    advice: 'The person would have to give marketing consent: the integration sends nobody else.',
  },
  {
    code: 'unsubscribed_from_book',
    about: 'marketing',
    applies: sql`(b.unsubscribed_at IS NOT NULL AND NOT b.present)`,
    words: 'Unsubscribed from this address book',
    advice: 'The person would have to subscribe to the book again.',
  },
  {
    code: 'taken_off',
    about: 'marketing',
    applies: sql`mark.reason = 'taken_off'`,
    takesOut: true,
    words: 'Taken off this list',
    advice: 'The person would have to be subscribed to this list again.',
  },
  {
    code: 'unsubscribed',
    about: 'marketing',
    applies: sql`mark.reason IS NOT NULL`,
    said: sql`mark.reason`,
    words: 'Unsubscribed',
    advice: 'The person would have to be subscribed to this list again.',
  },
  {
    code: 'deleted_there',
    about: 'marketing',
    applies: sql`(b.left_how = 'deleted' AND NOT b.present)`,
    words: 'Deleted at Dotdigital',
    advice: 'Someone would have to press Put back.',
  },
  {
    code: 'taken_off_there',
    about: 'marketing',
    applies: sql`(b.left_how IN ('gone', 'taken_off') AND NOT b.present)`,
    words: 'Taken off the address book at Dotdigital',
    advice: 'Someone would have to press Put back.',
  },
  {
    code: 'refused_before',
    about: 'values',
    // The hash is worked out only for the few whom Dotdigital refused.
    applies: sql`CASE WHEN refusal.wanted_hash IS NOT NULL
      THEN refusal.wanted_hash = wanted.hash AND (b.present IS NOT TRUE OR b.held_hash IS DISTINCT FROM refusal.wanted_hash) ELSE FALSE END`,
    words: 'Refused before with the same values',
    advice: 'What Dotdigital refused would have to be put right.',
  },
] as const satisfies readonly Rule[];

export type RuleCode = (typeof rules)[number]['code'];
