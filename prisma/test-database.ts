import { Client } from 'pg';

/** The address of this worker's own database: empty but migrated when a test file begins, shared by the tests in the file. */
export function testDatabase(): string {
  const url = process.env.DATABASE_URL;
  if (url === undefined || !/\/test_\w+$/.test(url)) {
    throw new Error('There is a test database only in *.db.test.ts files, run by npm run test:db.');
  }
  return url;
}

export async function cloneTestDatabase(adminUrl: string, template: string, name: string): Promise<string> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  // Its files as they are: page by page through the log of changes, as is usual, costs twice as much.
  await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
  await client.end();
  return adminUrl.replace(/\/[^/]*$/, `/${name}`);
}
