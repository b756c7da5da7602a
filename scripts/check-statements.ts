import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from './local/project';
import { checkStatements, readSeen } from './statements/check-statements';

// Holds the row types in the code to what PostgreSQL answered in the database tests, which noted it in the folder named here.
const folder = process.argv[2];
if (folder === undefined) throw new Error('Which folder? STATEMENTS_DIR of a run of the database tests.');

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'lib'], {
  cwd: projectFolder,
  encoding: 'utf8',
});
const files = listed
  .split('\n')
  .filter((path) => /(?<!\.test)\.ts$/.test(path) && !/\/test-/.test(path))
  .map((path) => join(projectFolder, path));

const problems = checkStatements(projectFolder, files, readSeen(folder));
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
