/** Kinds of things an import reads, in the order of a pass; each has its own cursor. */
export const connectors = [
  'address_books',
  'data_fields',
  'suppressions',
  'book_unsubscribes',
  'contacts',
  'list_marks',
  'campaigns',
  'summaries',
  'activities',
  'opens',
  'clicks',
] as const;
export type Connector = (typeof connectors)[number];

export const connectorLabels: Record<Connector, string> = {
  address_books: 'Address books',
  data_fields: 'Data fields',
  suppressions: 'Suppressions of the account',
  book_unsubscribes: 'Unsubscribes from books',
  contacts: 'Contacts of the books',
  list_marks: 'Marks in marketing lists',
  campaigns: 'Campaigns',
  summaries: 'Campaign summaries',
  activities: 'Recipients',
  opens: 'Opens',
  clicks: 'Clicks',
};
