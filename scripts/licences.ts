import { runScript } from './local/run-script';
import { judgeLicence } from './supply/judge-licence';
import { keyOf, shippedPackages } from './supply/shipped-packages';

await runScript(() => {
  const judged = shippedPackages().map((one) => ({ ...one, judgement: judgeLicence(one) }));
  for (const { name, version, licence } of judged)
    console.log(`${keyOf({ name, version })}  ${licence ?? 'no licence named'}`);
  for (const verdict of ['with terms', 'refused'] as const) {
    const found = judged.flatMap(({ judgement, ...one }) =>
      judgement.verdict === verdict ? [{ ...one, because: judgement.because }] : [],
    );
    if (found.length > 0) console.log(`\n${verdict === 'refused' ? 'Refused' : 'Taken with their terms'}:`);
    for (const one of found)
      console.log(`${keyOf(one)}  ${one.licence ?? 'no licence named'}: ${one.because}`);
  }
  const refused = judged.filter(({ judgement }) => judgement.verdict === 'refused').length;
  console.log(
    `\n${judged.length} packages, ${refused} refused. The list of what is taken: scripts/supply/licences.ts`,
  );
  return Promise.resolve(refused === 0 ? 0 : 1);
});
