import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../local/project';

/** Files of what ships below these folders, tests left out. */
export const shippedFiles = (folders: readonly string[]): string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path));

export const filesSaying = (files: readonly string[], words: RegExp): string[] =>
  files.filter((path) => words.test(readFileSync(join(projectFolder, path), 'utf8')));
