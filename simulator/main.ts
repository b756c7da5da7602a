import { parseArgs } from 'node:util';
import { startSimulator } from './start';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    contacts: { type: 'string', default: '0' },
    region: { type: 'string', multiple: true },
    log: { type: 'boolean', default: false },
    pace: { type: 'string' },
    'import-seconds': { type: 'string' },
  },
});

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`--${name} is ${text}; a number is expected`);
  return number;
}

const simulator = await startSimulator({
  port: readNumber('port', values.port),
  host: values.host,
  seed: readNumber('seed', values.seed),
  contacts: readNumber('contacts', values.contacts),
  regions: values.region ?? [],
  log: values.log,
  ...(values.data === undefined ? {} : { dataDir: values.data }),
  settings: {
    ...(values.pace === undefined ? {} : { pace: readNumber('pace', values.pace) }),
    ...(values['import-seconds'] === undefined
      ? {}
      : { importSeconds: readNumber('import-seconds', values['import-seconds']) }),
  },
});

process.stdout.write(`The Dotdigital sandbox answers at ${simulator.url}\n`);
for (const [region, url] of Object.entries(simulator.regionUrls))
  process.stdout.write(`Region ${region} answers at ${url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
