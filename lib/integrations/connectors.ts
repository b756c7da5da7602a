/** Kinds of things an import reads, in the order of a pass, each with a cursor of its own; and what they are called wherever one is named. */
export const connectorLabels = {
  address_books: 'Address books',
  data_fields: 'Data fields',
  suppressions: 'Suppressions of the account',
  book_unsubscribes: 'Unsubscribes from books',
  contacts: 'Contacts of the books',
  read_back: 'Connected books read back',
  list_marks: 'Marks in marketing lists',
  campaigns: 'Campaigns',
  summaries: 'Campaign summaries',
  activities: 'Recipients',
  opens: 'Opens',
  clicks: 'Clicks',
} as const;

export type Connector = keyof typeof connectorLabels;

export const connectors = Object.keys(connectorLabels) as Connector[];

export const isConnector = (name: string): name is Connector => name in connectorLabels;
