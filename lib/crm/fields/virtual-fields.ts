export type VirtualField = {
  group: 'Orders and carts' | 'Engagement';
  name: string;
  label: string;
  /** Column of record_stats. */
  column: string;
  type: 'number' | 'datetime' | 'text';
  /** Never empty: 0 where there is nothing. */
  counts: boolean;
  definition: string;
  /** Of an amount of money: the field that names its currency. */
  currencyField?: string;
  /** Of a sum: the field that names what it leaves out. */
  leftOutField?: string;
};

type Group = VirtualField['group'];

const count = (
  group: Group,
  name: string,
  label: string,
  column: string,
  definition: string,
): VirtualField => ({ group, name, label, column, type: 'number', counts: true, definition });
const number = (
  group: Group,
  name: string,
  label: string,
  column: string,
  definition: string,
): VirtualField => ({ group, name, label, column, type: 'number', counts: false, definition });
const text = (
  group: Group,
  name: string,
  label: string,
  column: string,
  definition: string,
): VirtualField => ({ group, name, label, column, type: 'text', counts: false, definition });
const moment = (
  group: Group,
  name: string,
  label: string,
  column: string,
  definition: string,
): VirtualField => ({ group, name, label, column, type: 'datetime', counts: false, definition });

const orders = 'Orders and carts';
const engagement = 'Engagement';

/** Computed fields with what each means. An amount of money names the field that says its currency. */
export const virtualFieldList: readonly VirtualField[] = [
  count(
    orders,
    'orderCount',
    'Order count',
    'order_count',
    'Orders that are neither cancelled nor refunded.',
  ),
  {
    ...count(
      orders,
      'lifetimeValue',
      'Lifetime value',
      'lifetime_value',
      'Sum of the totals of those orders: in the base currency of the installation, each by the latest rate of its day or before; without a base currency, of those in the currency that most of them are in. What it leaves out stands beside it.',
    ),
    currencyField: 'lifetimeValueCurrency',
    leftOutField: 'lifetimeValueLeftOut',
  },
  text(
    orders,
    'lifetimeValueCurrency',
    'Currency of lifetime value',
    'lifetime_value_currency',
    'The currency that lifetime value and average order are in. Empty without an order.',
  ),
  text(
    orders,
    'lifetimeValueLeftOut',
    'Left out of lifetime value',
    'lifetime_value_left_out',
    'Totals of orders that lifetime value does not add up, by currency: without a rate for their day or, without a base currency, in another one. Empty where it adds up all.',
  ),
  text(
    orders,
    'orderCurrency',
    'Currency of orders',
    'order_currency',
    'The currency that most of those orders are in (of two, the first by the alphabet). Empty without an order.',
  ),
  {
    ...number(
      orders,
      'averageOrder',
      'Average order',
      'average_order',
      'Lifetime value divided by the orders that it adds up, in the same currency. Empty without one.',
    ),
    currencyField: 'lifetimeValueCurrency',
  },
  moment(
    orders,
    'firstOrderAt',
    'First order',
    'first_order_at',
    'When the earliest of those orders was placed.',
  ),
  moment(orders, 'lastOrderAt', 'Last order', 'last_order_at', 'When the latest of those orders was placed.'),
  number(
    orders,
    'daysSinceLastOrder',
    'Days since last order',
    'days_since_last_order',
    'Midnights in the installation’s time zone since the last order; 0 on the day itself. Empty without an order.',
  ),
  {
    ...number(
      orders,
      'abandonedCartValue',
      'Abandoned cart value',
      'abandoned_cart_value',
      'Total of the cart that was abandoned last, in the cart’s own currency: open, and not touched for as long as the settings say. Empty without one.',
    ),
    currencyField: 'abandonedCartCurrency',
  },
  text(
    orders,
    'abandonedCartCurrency',
    'Currency of abandoned cart',
    'abandoned_cart_currency',
    'The currency of that cart. Empty without one.',
  ),
  moment(
    orders,
    'abandonedCartAt',
    'Cart abandoned',
    'abandoned_cart_at',
    'When that cart was last touched.',
  ),
  moment(
    engagement,
    'lastSentAt',
    'Last sent',
    'last_sent_at',
    'When an e-mail campaign was last sent to the address.',
  ),
  moment(
    engagement,
    'lastOpenAt',
    'Last open',
    'last_open_at',
    'When the address last opened an e-mail campaign.',
  ),
  moment(
    engagement,
    'lastClickAt',
    'Last click',
    'last_click_at',
    'When the address last clicked a link in an e-mail campaign.',
  ),
  count(
    engagement,
    'receivedCount',
    'Campaigns received',
    'received_count',
    'How often an e-mail campaign was sent to the address and did not bounce.',
  ),
  count(
    engagement,
    'openedCount',
    'Campaigns opened',
    'opened_count',
    'E-mail campaigns that the address opened at least once.',
  ),
  count(
    engagement,
    'clickedCount',
    'Campaigns clicked',
    'clicked_count',
    'E-mail campaigns in which the address clicked at least one link.',
  ),
  count(
    engagement,
    'engagementScore',
    'Engagement score',
    'engagement_score',
    '0 to 100: of the campaigns received in the last 365 days 40 × the share opened and 30 × the share clicked, and up to 30 for how recent the last open or click is (30 today, 0 after 365 days).',
  ),
];
