import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verifyClient } from './verify-contract/client';
import { verifySandbox } from './verify-contract/sandbox';
import { printReport, type CheckRow } from './verify-contract/report';

const folder = process.argv[2];
const needed = 'v2-openapi.json';

if (!folder || !existsSync(join(folder, needed))) {
  process.stderr.write(
    `${folder ? `There is no ${needed} in ${resolve(folder)}.` : 'No folder was given.'}\n` +
      "Give the folder that holds the vendor's descriptions: npm run verify:contract -- FOLDER\n" +
      `It needs ${needed}; contacts-v3-openapi.json, insight-data-v3-openapi.json and events-v3-openapi.json are used when they are there.\n`,
  );
  process.exit(2);
}

const rows: CheckRow[] = await verifySandbox(folder);
rows.push(...(await verifyClient(folder)));
process.exit(printReport(rows) ? 0 : 1);
