import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { projectFolder } from '../local/project';

type Element = ts.JsxOpeningElement | ts.JsxSelfClosingElement;

/** `Button` waits by itself for what its `onClick` gives back; who throws that away must say `pending`. */
const saysBusy = ['pending', 'aria-busy', 'aria-disabled'];

it('every button whose press takes time says while it lasts that it is busy', () => {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => join(folder, file)),
  );
  expect(files.flatMap(silentButtons)).toEqual([]);
});

it('notices a press whose work is thrown away', () => {
  const noticed = (code: string): number => silentIn('x.tsx', `const x = ${code};`).length;
  expect(noticed('<Button onClick={() => void save()}>Save</Button>')).toBe(1);
  expect(noticed('<button onClick={async () => { await save(); }} />')).toBe(1);
  expect(noticed('<Button onClick={() => startTransition(save)}>Save</Button>')).toBe(1);
  expect(noticed('<Button pending={pending} onClick={() => void save()}>Save</Button>')).toBe(0);
  expect(noticed('<Button onClick={save}>Save</Button>')).toBe(0);
  expect(noticed('<Button onClick={async () => save()}>Save</Button>')).toBe(0);
});

const silentButtons = (file: string): string[] =>
  silentIn(file, readFileSync(join(projectFolder, file), 'utf8'));

function silentIn(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) && isSilent(node))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function isSilent(element: Element): boolean {
  const given = new Map<string, ts.JsxAttribute>();
  for (const attribute of element.attributes.properties)
    if (ts.isJsxAttribute(attribute)) given.set(attribute.name.getText(), attribute);
  if (saysBusy.some((name) => given.has(name))) return false;
  const press = given.get('onClick')?.initializer;
  const handler = press && ts.isJsxExpression(press) ? press.expression : undefined;
  if (!handler || !ts.isArrowFunction(handler)) return false;
  const { body } = handler;
  const isAsync = handler.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  if (isAsync) return element.tagName.getText() !== 'Button';
  return (
    ts.isVoidExpression(body) ||
    (ts.isCallExpression(body) && body.expression.getText() === 'startTransition')
  );
}
