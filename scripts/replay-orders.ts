import { parseArgs } from 'node:util';
import { runScript } from './local/run-script';
import { replayOrders } from './replay-orders/replay-orders';

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string', default: 'http://localhost:3000' }, token: { type: 'string' } },
  });
  const [file] = positionals;
  if (!file || !values.token) throw new Error('npm run replay:orders -- FILE --to URL --token TOKEN');
  const { rejected, ...counts } = await replayOrders(file, { url: values.to, token: values.token });
  console.log(
    Object.entries(counts)
      .map(([word, count]) => `${count} ${word}`)
      .join(', '),
  );
  for (const line of rejected) console.error(`refused ${line}`);
  return rejected.length === 0 ? 0 : 1;
});
