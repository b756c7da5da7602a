import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** A function, or anything else that is declared at the top of a file: `lib/users/sign-in.ts#signIn`. */
export type Declared = { id: string; file: string; text: string; uses: string[] };

/** What the functions of lib use of each other, as their text says: by name, in their file or through what it imports. */
export function readCallGraph(root: string): Map<string, Declared> {
  const files = readdirSync(join(root, 'lib'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name) && !/^test-/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('lib/db/generated/'));
  const modules = new Map(files.map((file) => [file, readModule(root, file)]));
  const declared = [...modules.values()].flatMap(({ file, statements, names }) =>
    [...statements].map(([name, node]) => ({
      id: `${file}#${name}`,
      file,
      text: node.getText(),
      uses: [...identifiersOf(node)].flatMap((word) => {
        if (word !== name && statements.has(word)) return [`${file}#${word}`];
        const from = names.get(word);
        return from === undefined ? [] : [resolve(modules, from.file, from.name)];
      }),
    })),
  );
  return new Map(declared.map((one) => [one.id, one]));
}

/** Where the door of a room has what it gives out under a name. */
export function declaredBehind(root: string, room: string, name: string): string {
  const modules = new Map<string, Module>();
  const read = (file: string): Module => {
    const known = modules.get(file) ?? readModule(root, file);
    modules.set(file, known);
    return known;
  };
  let at = { file: `lib/${room}/index.ts`, name };
  for (let again = read(at.file).exports.get(at.name); again; again = read(at.file).exports.get(at.name))
    at = again;
  return `${at.file}#${at.name}`;
}

type Named = { file: string; name: string };
type Module = {
  file: string;
  statements: Map<string, ts.Node>;
  /** What a name in the file stands for, of other files. */
  names: Map<string, Named>;
  /** What the file gives on of other files. */
  exports: Map<string, Named>;
};

function readModule(root: string, file: string): Module {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const read: Module = { file, statements: new Map(), names: new Map(), exports: new Map() };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name)
      read.statements.set(statement.name.text, statement);
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer) read.statements.set(name.text, initializer);
    if (!(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) continue;
    const from = fileOf(root, file, statement.moduleSpecifier);
    const bindings = ts.isImportDeclaration(statement)
      ? statement.importClause?.namedBindings
      : statement.exportClause;
    if (from === null || !bindings || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) continue;
    for (const { name, propertyName } of bindings.elements)
      read[ts.isImportDeclaration(statement) ? 'names' : 'exports'].set(name.text, {
        file: from,
        name: (propertyName ?? name).text,
      });
  }
  return read;
}

function fileOf(root: string, file: string, specifier: ts.Expression | undefined): string | null {
  if (!specifier || !ts.isStringLiteral(specifier)) return null;
  const path = specifier.text.startsWith('@/')
    ? specifier.text.slice(2)
    : specifier.text.startsWith('.')
      ? join(dirname(file), specifier.text)
      : null;
  if (path === null) return null;
  return [`${path}.ts`, `${path}/index.ts`].find((one) => existsSync(join(root, one))) ?? null;
}

function resolve(modules: Map<string, Module>, file: string, name: string): string {
  const again = modules.get(file)?.exports.get(name);
  return again ? resolve(modules, again.file, again.name) : `${file}#${name}`;
}

function identifiersOf(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (one: ts.Node): void => {
    if (ts.isIdentifier(one) && !isMember(one)) found.add(one.text);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

const isMember = (one: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(one.parent) && one.parent.name === one) ||
  (ts.isPropertyAssignment(one.parent) && one.parent.name === one);

/** A declaration and everything it reaches. */
export function reachedFrom(graph: Map<string, Declared>, id: string): Declared[] {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next)?.uses ?? []));
  }
  return [...seen].flatMap((one) => graph.get(one) ?? []);
}
