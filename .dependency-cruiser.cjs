// Who may import whom. The layers, from the left to the right; each may use every layer to its right:
//   app -> jobs -> flows -> records -> context -> doors -> floor          app -> auth (nobody else)
//   components -> lib/*/schemas.ts, lib/result.ts, lib/format.ts, components

const { flows, records, doors, namedEdges, innerRooms } = require('./rooms.cjs');

const room = (...names) => `^lib/(${names.join('|')})/`;
const floor = '^lib/[^/]+\\.tsx?$';
// context has two doors: index.ts says what a verb is handed, process-context.ts opens a process's own (database, environment).
// So has connections: which rows are live is asked by every room, and live-connection.ts knows nothing of any.
const whatIsLive = '^lib/connections/live-connection\\.ts$';
const doorOfRoom = '^lib/([^/]+/(index|schemas)|context/process-context|connections/live-connection)\\.ts$';
// The floor that a browser may know: how things are said, and how a grid's state is spelled in the URL.
const floorForComponents = '^lib/(result|format|table-query|definitions|packed-rows|csv-cell)\\.ts$';
const tests = '/tests/|\\.(test|db\\.test)\\.tsx?$|^e2e/|^prisma/(test-|seed)|/(fakes|test)[^/]*\\.ts$';
const layers = [
  { name: 'jobs', path: room('jobs') },
  { name: 'flows', path: room(...flows) },
  { name: 'records', path: room(...records) },
  { name: 'context', path: room('context') },
  { name: 'doors', path: room(...doors) },
  { name: 'floor', path: floor },
];

const onlyToTheRight = layers.slice(1).map((layer, n) => ({
  name: `${layer.name}-look-right-only`,
  comment: `The layer "${layer.name}" knows nothing of the layers that use it.`,
  severity: 'error',
  from: { path: layer.path, pathNot: tests },
  to: { path: [...layers.slice(0, n + 1).map((left) => left.path), '^app/', '^components/', '^proxy\\.ts$'] },
}));

const sameLayer = [...flows, ...doors, ...records].map((name) => {
  const layer = [flows, doors, records].find((names) => names.includes(name)) ?? [];
  const allowed = namedEdges.filter((edge) => edge.from === name).map((edge) => edge.to);
  const others = layer.filter((other) => other !== name && !allowed.includes(other));
  return {
    name: `${name}-alone-in-its-layer`,
    comment:
      'Rooms of one layer meet one layer up; the edges that stand are named at the top of this file, with their reasons.',
    severity: 'error',
    from: { path: room(name), pathNot: tests },
    to: { path: room(...others), pathNot: whatIsLive },
  };
});

const innerOrder = Object.entries(innerRooms).flatMap(([outer, names]) =>
  ['', ...names].map((name, n, all) => ({
    name: `${outer}-${name === '' ? 'floor' : name}-looks-right-only`,
    comment:
      'Inner rooms stand in an order; shapes that are only said (…-schemas.ts) may be taken from any of them.',
    severity: 'error',
    from: {
      path: name === '' ? `^lib/${outer}/[^/]+\\.ts$` : `^lib/${outer}/${name}/`,
      pathNot: [tests, `^lib/${outer}/(index|schemas)\\.ts$`],
    },
    to: {
      path: `^lib/${outer}/(${(name === '' ? names : all.slice(1, n)).join('|') || '-'})/`,
      pathNot: '(-schemas|/entity)\\.ts$',
    },
  })),
);

module.exports = {
  forbidden: [
    ...onlyToTheRight,
    ...sameLayer,
    ...innerOrder,
    {
      name: 'through-the-door-only',
      comment: 'From outside a room only its index.ts or schemas.ts.',
      severity: 'error',
      from: { path: '^(lib/([^/]+)/|app/|components/|proxy\\.ts|lib/[^/]+\\.ts)', pathNot: tests },
      to: { path: '^lib/[^/]+/', pathNot: [doorOfRoom, '^lib/$2/', '^lib/db/generated/'] },
    },
    {
      name: 'nobody-imports-jobs',
      comment: 'Flows change rows, jobs look for rows: that is why there is no circle.',
      severity: 'error',
      from: { path: '^lib/', pathNot: [room('jobs'), tests] },
      to: { path: room('jobs') },
    },
    {
      name: 'auth-is-for-app-only',
      severity: 'error',
      from: { path: '^(lib|components)/', pathNot: [room('auth'), tests] },
      to: { path: room('auth') },
    },
    {
      name: 'app-opens-no-door',
      comment: 'Only app/_server builds a context; everything else asks a verb.',
      severity: 'error',
      from: { path: '^(app/|pages/|proxy\\.ts)', pathNot: ['^app/_server/', tests] },
      to: { path: [room(...doors), '^node_modules/(pg|@prisma)/'] },
    },
    {
      name: 'components-know-no-rules',
      comment: 'Components see what a verb answers (schemas.ts), how it is said and each other.',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: {
        path: '^(lib|app|prisma|simulator|scripts)/',
        pathNot: ['^lib/[^/]+/schemas\\.ts$', floorForComponents],
      },
    },
    {
      name: 'lib-runs-in-plain-node',
      comment: 'The worker runs lib too.',
      severity: 'error',
      from: { path: '^lib/', pathNot: [room('auth'), tests] },
      to: { path: '(^|node_modules/)(next|react|react-dom|server-only|next-auth)(/|$)' },
    },
    {
      name: 'schemas-are-safe-for-forms',
      comment:
        'A form takes schemas.ts, and whatever that takes, into the browser: no door, no context, nothing of Node.',
      severity: 'error',
      from: { path: '^lib/[^/]+/schemas\\.ts$' },
      to: {
        path: [
          room(...doors, 'context', 'jobs', 'auth'),
          '^lib/(env|logger|secrets)\\.ts$',
          '^node_modules/(pg|@prisma|pino)/',
          '^(node:)?(fs|crypto|path|child_process|net|os)(/|$)',
        ],
        pathNot: '^lib/dotdigital/(schemas|contact-status)\\.ts$',
        reachable: true,
      },
    },
    {
      name: 'the-sandbox-is-its-own-program',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(app|components|lib|prisma|scripts|e2e|bench)/' },
    },
    {
      name: 'nothing-leans-on-the-sandbox',
      comment: 'Tests and benches start it; the product only ever speaks HTTP to it.',
      severity: 'error',
      from: { path: '^(app|components|lib|prisma|proxy\\.ts)', pathNot: tests },
      to: { path: '^simulator/' },
    },
    {
      name: 'the-product-needs-no-scripts',
      severity: 'error',
      from: { path: '^(app|components|lib|proxy\\.ts)', pathNot: tests },
      to: { path: '^(scripts|bench|e2e|prisma)/' },
    },
    {
      name: 'the-rooms-of-scripts-stand-in-order',
      comment: 'Commands -> database -> local.',
      severity: 'error',
      from: { path: '^scripts/local/' },
      to: { path: '^scripts/', pathNot: '^scripts/local/' },
    },
    {
      name: 'a-command-is-called-by-people-only',
      severity: 'error',
      from: { path: '^scripts/database/' },
      to: { path: '^scripts/[^/]+$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^lib/db/generated/' },
      to: { circular: true },
    },
    {
      name: 'nothing-dangles',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^next-env' },
    },
    {
      name: 'the-product-ships-what-it-imports',
      severity: 'error',
      from: {
        path: '^(app|components|lib|simulator|scripts)/',
        pathNot: [tests, '^scripts/(test|verify|statements)'],
      },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated'] },
    exclude: { path: ['^\\.next', '^\\.data'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json', '.css'],
    },
    reporterOptions: {
      dot: {
        collapsePattern:
          '^(lib/[^/]+|app/[^/]+|components/[^/]+|simulator|prisma|scripts|node_modules/[^/]+)',
      },
    },
  },
};
