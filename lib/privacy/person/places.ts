import { Prisma } from '../../db';
import { numbersOf, type PersonSql } from './person';

const { sql } = Prisma;

/** Rows that are about one person. */
export type Place = {
  table: string;
  /** For people. */
  title: string;
  /** Over the table as `t`. */
  read: Prisma.Sql;
  whose: (person: PersonSql) => Prisma.Sql;
  /** What stands before WHERE when the person is erased: the rows go, or say nothing of anybody any more. */
  erase: Prisma.Sql | ((nobody: Nobody) => Prisma.Sql);
};

/** In whose place statistics go on counting: nobody can tell who it was. */
export type Nobody = {
  emailKey: Prisma.Sql;
  /** Of a contact's number at Dotdigital, the same for all its rows. */
  contactId: Prisma.Sql;
  recordId: Prisma.Sql;
};

const ofRecord = ({ ids }: PersonSql): Prisma.Sql => sql`t.record_id = ${ids}`;
const ofAddress = ({ keys }: PersonSql): Prisma.Sql => sql`t.email_key = ${keys}`;
const ofEither = (person: PersonSql): Prisma.Sql => sql`(${ofRecord(person)} OR ${ofAddress(person)})`;

const asRecipient = ({
  campaignKeys,
}: PersonSql): Prisma.Sql => sql`(t.campaign_id, t.dotdigital_contact_id) IN (
  SELECT r.campaign_id, r.dotdigital_contact_id FROM campaign_recipients r WHERE r.email_key = ${campaignKeys})`;

/**
 * Every table with rows about people, in the order in which they go. `whole-schema.db.test.ts` holds the schema to this list: a table
 * that is new stands here, among the mentions or among those that can't hold anything of a person, or the test fails.
 */
export const places: readonly Place[] = [
  {
    table: 'consents',
    title: 'Consent history',
    read: sql`FROM consents t`,
    whose: ofRecord,
    erase: sql`DELETE FROM consents t`,
  },
  {
    table: 'record_changes',
    title: 'History of the record',
    read: sql`FROM record_changes t`,
    whose: ofRecord,
    erase: sql`DELETE FROM record_changes t`,
  },
  {
    table: 'value_conflicts',
    title: 'Values that met others at Dotdigital',
    read: sql`FROM value_conflicts t`,
    whose: ofRecord,
    erase: sql`DELETE FROM value_conflicts t`,
  },
  {
    table: 'record_merges',
    title: 'Merges',
    read: sql`FROM record_merges t`,
    whose: ({ ids }) => sql`(t.winner_id = ${ids} OR t.loser_id = ${ids})`,
    erase: sql`DELETE FROM record_merges t`,
  },
  {
    table: 'record_tags',
    title: 'Tags',
    read: sql`FROM record_tags t`,
    whose: ofRecord,
    erase: sql`DELETE FROM record_tags t`,
  },
  {
    table: 'order_items',
    title: 'Items of orders',
    read: sql`FROM order_items t`,
    whose: ({ ids }) => sql`t.order_id IN (SELECT o.id FROM orders o WHERE o.record_id = ${ids})`,
    erase: sql`DELETE FROM order_items t`,
  },
  {
    table: 'orders',
    title: 'Orders',
    read: sql`FROM orders t`,
    whose: ofRecord,
    erase: sql`DELETE FROM orders t`,
  },
  {
    table: 'cart_items',
    title: 'Items of carts',
    read: sql`FROM cart_items t`,
    whose: ({ ids }) => sql`t.cart_id IN (SELECT c.id FROM carts c WHERE c.record_id = ${ids})`,
    erase: sql`DELETE FROM cart_items t`,
  },
  {
    table: 'carts',
    title: 'Carts',
    read: sql`FROM carts t`,
    whose: ofRecord,
    erase: sql`DELETE FROM carts t`,
  },
  {
    table: 'record_events',
    title: 'Events',
    read: sql`FROM record_events t`,
    whose: ofEither,
    erase: sql`DELETE FROM record_events t`,
  },
  {
    table: 'record_stats',
    title: 'Computed fields',
    read: sql`FROM record_stats t`,
    whose: ofRecord,
    erase: sql`DELETE FROM record_stats t`,
  },
  {
    table: 'record_stats_due',
    title: 'Fields to be computed',
    read: sql`FROM record_stats_due t`,
    whose: ofRecord,
    erase: sql`DELETE FROM record_stats_due t`,
  },
  {
    table: 'csv_undo_kept',
    title: 'Kept when an import was undone',
    read: sql`FROM csv_undo_kept t`,
    whose: ofRecord,
    erase: sql`DELETE FROM csv_undo_kept t`,
  },
  {
    table: 'csv_import_rows',
    title: 'Rows of files that were refused or came in without a value',
    read: sql`FROM csv_import_rows t`,
    whose: ({ keys }) => sql`EXISTS (
      SELECT FROM jsonb_array_elements_text(t.cells) cell WHERE position('@' IN cell) > 0 AND lower(btrim(cell)) = ${keys})`,
    erase: sql`DELETE FROM csv_import_rows t`,
  },
  {
    table: 'automation_calls',
    title: 'What webhooks are told',
    read: sql`FROM automation_calls t`,
    whose: (person) => sql`t.firing_id IN (
      SELECT f.id FROM automation_firings f WHERE f.record_id = ${person.ids} OR f.person_key = ${person.keys})`,
    erase: sql`DELETE FROM automation_calls t`,
  },
  {
    table: 'automation_firings',
    title: 'Automations',
    read: sql`FROM automation_firings t`,
    whose: (person) => sql`(${ofRecord(person)} OR t.person_key = ${person.keys})`,
    erase: sql`DELETE FROM automation_firings t`,
  },
  {
    table: 'insight_items',
    title: 'Orders and carts at Dotdigital',
    read: sql`FROM insight_items t`,
    whose: ofEither,
    erase: sql`DELETE FROM insight_items t`,
  },
  {
    table: 'list_items',
    title: 'Marketing lists',
    read: sql`FROM list_items t`,
    whose: ofRecord,
    erase: sql`DELETE FROM list_items t`,
  },
  {
    table: 'list_events',
    title: 'Joined and left lists',
    read: sql`FROM list_events t`,
    whose: ofRecord,
    erase: ({ recordId }) => sql`UPDATE list_events t SET record_id = ${recordId}`,
  },
  {
    table: 'planned_changes',
    title: 'Outcomes of exports',
    read: sql`FROM planned_changes t`,
    whose: ofEither,
    erase: sql`UPDATE planned_changes t SET email_key = NULL, email = NULL, name = NULL, record_id = NULL, wanted_hash = NULL,
      wanted_values = NULL, held_values = NULL, reason_text = NULL, outcome = coalesce(t.outcome, 'skipped'),
      reason_code = CASE WHEN t.outcome IS NULL THEN 'taken_off' ELSE t.reason_code END`,
  },
  {
    table: 'told_values',
    title: 'Values seen at Dotdigital',
    read: sql`FROM told_values t`,
    whose: ofAddress,
    erase: sql`DELETE FROM told_values t`,
  },
  {
    table: 'address_events',
    title: 'Words of Dotdigital about the address',
    read: sql`FROM address_events t`,
    whose: ofAddress,
    erase: sql`DELETE FROM address_events t`,
  },
  {
    table: 'book_members',
    title: 'Address books, and what they hold',
    read: sql`FROM book_members t`,
    whose: ofEither,
    erase: sql`DELETE FROM book_members t`,
  },
  {
    table: 'campaign_opens',
    title: 'Opens',
    read: sql`FROM campaign_opens t`,
    whose: asRecipient,
    erase: ({ emailKey, contactId }) =>
      sql`UPDATE campaign_opens t SET email_key = ${emailKey}, dotdigital_contact_id = ${contactId}, mail_client = '', user_agent = ''`,
  },
  {
    table: 'campaign_clicks',
    title: 'Clicks',
    read: sql`FROM campaign_clicks t`,
    whose: asRecipient,
    erase: ({ emailKey, contactId }) =>
      sql`UPDATE campaign_clicks t SET email_key = ${emailKey}, dotdigital_contact_id = ${contactId}, user_agent = ''`,
  },
  {
    table: 'campaign_recipients',
    title: 'Campaigns',
    read: sql`FROM campaign_recipients t`,
    whose: ({ campaignKeys }) => sql`t.email_key = ${campaignKeys}`,
    erase: ({ emailKey, contactId }) =>
      sql`UPDATE campaign_recipients t SET email_key = ${emailKey}, dotdigital_contact_id = ${contactId}`,
  },
  {
    table: 'returned_addresses',
    title: 'Subscribed again',
    read: sql`FROM returned_addresses t`,
    whose: ofAddress,
    erase: sql`DELETE FROM returned_addresses t`,
  },
  {
    table: 'dotdigital_contacts',
    title: 'Contacts at Dotdigital',
    read: sql`FROM dotdigital_contacts t`,
    whose: ofAddress,
    erase: sql`DELETE FROM dotdigital_contacts t`,
  },
  {
    table: 'sms_contacts',
    title: 'Contacts at Dotdigital by mobile number',
    read: sql`FROM sms_contacts t`,
    whose: ({ ids }) => sql`t.mobile IN (${numbersOf(ids)})`,
    erase: sql`DELETE FROM sms_contacts t`,
  },
  {
    table: 'suppressed_addresses',
    title: 'Addresses of suppression files',
    read: sql`FROM suppressed_addresses t`,
    whose: ofAddress,
    erase: sql`DELETE FROM suppressed_addresses t`,
  },
  {
    table: 'crm_records',
    title: 'Records',
    read: sql`FROM crm_records t`,
    whose: ({ ids }) => sql`t.id = ${ids}`,
    erase: sql`DELETE FROM crm_records t`,
  },
];
