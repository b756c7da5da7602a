import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verifySandbox } from './verify-contract/sandbox';
import { printReport, type CheckRow } from './verify-contract/report';

const folder = process.argv[2];
const needed = 'v2-openapi.json';

if (!folder || !existsSync(join(folder, needed))) {
  process.stderr.write(
    `${folder ? `There is no ${needed} in ${resolve(folder)}.` : 'No folder was given.'}\n` +
      'Give the folder that holds the vendor\'s descriptions: npm run verify:contract -- FOLDER\n' +
      `It needs ${needed}; contacts-v3-openapi.json, insight-data-v3-openapi.json and events-v3-openapi.json are used when they are there.\n`,
  );
  process.exit(2);
}

const rows: CheckRow[] = await verifySandbox(folder);
rows.push(...(await verifyClientIfThere(folder)));
process.exit(printReport(rows) ? 0 : 1);

/** The other half, the product's own client, stands in verify-contract/client.ts and exports `verifyClient(folder)`. */
async function verifyClientIfThere(from: string): Promise<CheckRow[]> {
  const file = join(import.meta.dirname, 'verify-contract', 'client.ts');
  if (!existsSync(file)) return [];
  const half = (await import(pathToFileURL(file).href)) as { verifyClient(folder: string): Promise<CheckRow[]> };
  return half.verifyClient(from);
}
