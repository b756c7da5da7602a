// The rooms of lib, layer by layer. Each layer may use every layer after it (jobs, flows, records, context, doors, floor);
// .dependency-cruiser.cjs makes the import rules of it, `npm run rooms` the picture in docs/architecture.md.

module.exports = {
  jobs: ['jobs'],
  flows: [
    'export',
    'import',
    'two-way',
    'csv-imports',
    'privacy',
    'sending',
    'reports',
    'alerts',
    'automations',
    'insight-data',
  ],
  records: [
    'crm',
    'filters',
    'standing',
    'erased',
    'marketing-lists',
    'connections',
    'settings',
    'integrations',
    'email-studio',
    'address-books',
    'data-fields',
    'campaigns',
    'sync-runs',
    'users',
    'mail',
    'audit',
    'api-tokens',
    'keys',
    'dashboard',
    'live',
  ],
  doors: ['db', 'dotdigital', 'outward'],
  /** Rooms that truly need another one of their layer. */
  namedEdges: [
    {
      from: 'dotdigital',
      to: 'outward',
      reason: 'its client rests on the same checked and pinned connections as every other call that leaves',
    },
    {
      from: 'import',
      to: 'two-way',
      reason: 'what an import tells of a contact comes into the records where a field goes both ways',
    },
    {
      from: 'export',
      to: 'two-way',
      reason: 'before a file would overwrite it, what changed at Dotdigital since the last import comes in',
    },
    {
      from: 'address-books',
      to: 'standing',
      reason: 'whoever an import brought is in the book only where the one rule says that they may be mailed',
    },
    { from: 'audit', to: 'crm', reason: 'days of its grid begin where those of the installation do' },
    { from: 'connections', to: 'standing', reason: 'which refusals set an address aside' },
    {
      from: 'connections',
      to: 'marketing-lists',
      reason: 'who may change a list changes its connections',
    },
    { from: 'connections', to: 'crm', reason: 'only a list with a column of addresses can be connected' },
    {
      from: 'connections',
      to: 'address-books',
      reason: 'a connection may make its book, and forgets who put the people of a former list there',
    },
    {
      from: 'connections',
      to: 'settings',
      reason: 'how often a connection is exported, and the guard of one that has none of its own',
    },
    {
      from: 'integrations',
      to: 'settings',
      reason: 'how much of the allowance is ours, and how often an account is read',
    },
    { from: 'connections', to: 'integrations', reason: 'a new book is made at Dotdigital, through its door' },
    {
      from: 'marketing-lists',
      to: 'standing',
      reason:
        'who on a list is mailed, and if not, why: the grid, the staircase, previews and explanations say what the plan does',
    },
    {
      from: 'sync-runs',
      to: 'standing',
      reason: 'a row that was left out is told in the words of why the person is not mailed',
    },
    { from: 'crm', to: 'erased', reason: 'who was erased does not come in again' },
    { from: 'crm', to: 'standing', reason: 'the timeline tells the same in the same words' },
    {
      from: 'marketing-lists',
      to: 'data-fields',
      reason: 'whether a refusal still stands depends on the values that the mapping would send now',
    },
    {
      from: 'marketing-lists',
      to: 'crm',
      reason: 'the columns of a list and its members are record fields',
    },
    { from: 'marketing-lists', to: 'filters', reason: 'a list is a named filter' },
    {
      from: 'filters',
      to: 'crm',
      reason: 'a condition is chosen from the catalogue of record fields and compiled over their table',
    },
    {
      from: 'data-fields',
      to: 'crm',
      reason: 'a mapping sets record fields beside data fields: the same catalogue',
    },
    {
      from: 'data-fields',
      to: 'address-books',
      reason: 'what Dotdigital is known to hold in a data field goes with the field',
    },
    {
      from: 'email-studio',
      to: 'integrations',
      reason: 'single sign-on goes by the Client ID, the Client Secret Key and the domain of an integration',
    },
    {
      from: 'api-tokens',
      to: 'mail',
      reason: 'whose token soon works no more is told by mail',
    },
    {
      from: 'users',
      to: 'mail',
      reason:
        'links to choose a password go by mail; what a person does not want any more is taken back before it leaves',
    },
    {
      from: 'dashboard',
      to: 'crm',
      reason: 'the palette finds people by the search of their grids and its index',
    },
    { from: 'dashboard', to: 'standing', reason: 'how many people can be mailed, by the one rule' },
    {
      from: 'dashboard',
      to: 'campaigns',
      reason: 'a campaign stands beside the median that its own page tells',
    },
    {
      from: 'dashboard',
      to: 'filters',
      reason: 'an engagement band is a filter, so that a list of it has the people who were counted',
    },
    {
      from: 'marketing-lists',
      to: 'sync-runs',
      reason: 'a list is made of the people whom the grid of a run shows',
    },
    {
      from: 'marketing-lists',
      to: 'address-books',
      reason: 'a list is made of the people of a book or an account',
    },
    {
      from: 'campaigns',
      to: 'crm',
      reason: 'an audience is told apart by the fields of its records',
    },
    {
      from: 'marketing-lists',
      to: 'campaigns',
      reason:
        'a filter asks for opens and clicks: the catalogue of campaign activity; how a list responds is counted by the words of campaign totals',
    },
  ],
  /** Rooms inside a room, from the left to the right as the layers are; what stands beside them is the room's own floor. */
  innerRooms: {
    crm: ['page', 'merging', 'shop', 'intake', 'bulk', 'grid', 'records', 'stats', 'fields'],
    'marketing-lists': ['lists', 'evaluation', 'members'],
    campaigns: ['people', 'marketing', 'counting'],
    users: ['visibility', 'signing-in', 'second-factor'],
    automations: ['pages', 'judging', 'webhooks', 'firing', 'triggers'],
    'insight-data': ['pages', 'pushing', 'comparing'],
    export: ['previews', 'asked', 'turns', 'batches', 'settling', 'files', 'waves', 'planning'],
    'csv-imports': [
      'imports',
      'proposal',
      'running',
      'undo',
      'profile',
      'recipes',
      'reading',
      'values',
      'opt-outs',
    ],
  },
};
