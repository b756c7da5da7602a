/** For tests: people, and what a filter can ask of them, in memory. */
export type ModelValue = string | number | boolean | Date | null;
export type ModelItem = { sku: string; name: string };
export type ModelOrder = { fields: Record<string, ModelValue>; items: ModelItem[] };
export type ModelPerson = {
  id: string;
  emailKey: string | null;
  fields: Record<string, ModelValue>;
  tags: string[];
  lists: string[];
  orders: ModelOrder[];
  carts: ModelOrder[];
};
export type ModelRecipient = {
  campaignId: string;
  emailKey: string;
  opens: number;
  clicks: number;
  unsubscribed: boolean;
  softBounced: boolean;
  hardBounced: boolean;
  sentAt: Date | null;
  lastOpenedAt: Date | null;
};
export type ModelClick = { campaignId: string; emailKey: string; url: string; at: Date };
export type ModelWorld = {
  recipients: ModelRecipient[];
  clicks: ModelClick[];
  zoneStart: (day: string) => Date;
  today: string;
};
