import { relative } from 'node:path';
import ts from 'typescript';

/** A place in the code that promises what the rows of a statement look like. */
export type TypedStatement = {
  place: string;
  driver: 'prisma' | 'pg';
  /** The text between its parameters and fragments, in order. */
  parts: string[];
  columns: Map<string, string[]>;
};

const prismaCall = /\.\$queryRaw$/;
const pgCall = /(\.query|^ask|^attempt)$/;

/** Every tagged or called statement with a row type. Statements that are put together elsewhere carry their text where they are made, not here. */
export function findStatements(root: string, files: readonly string[]): TypedStatement[] {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram([...files], { ...options, noEmit: true, incremental: false });
  const checker = program.getTypeChecker();
  const found: TypedStatement[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!source) continue;
    const visit = (node: ts.Node): void => {
      const statement = readStatement(node);
      if (statement) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push({
          place: `${relative(root, file)}:${line + 1}`,
          driver: statement.driver,
          parts: statement.parts,
          columns: columnsOf(checker, checker.getTypeFromTypeNode(statement.row), node),
        });
      }
      node.forEachChild(visit);
    };
    visit(source);
  }
  return found;
}

type Read = { driver: 'prisma' | 'pg'; parts: string[]; row: ts.TypeNode };

function readStatement(node: ts.Node): Read | null {
  if (ts.isTaggedTemplateExpression(node) && prismaCall.test(node.tag.getText()))
    return typed('prisma', node.typeArguments, node.template);
  if (!ts.isCallExpression(node) || isReadAsUnknown(node)) return null;
  const called = node.expression.getText();
  const driver = prismaCall.test(called) ? 'prisma' : pgCall.test(called) ? 'pg' : null;
  const asked = node.arguments.find(
    (given) =>
      ts.isTaggedTemplateExpression(given) || ts.isTemplateExpression(given) || ts.isStringLiteralLike(given),
  );
  if (driver === null || asked === undefined) return null;
  return typed(driver, node.typeArguments, ts.isTaggedTemplateExpression(asked) ? asked.template : asked);
}

/** `(await …) as unknown`: several statements in one text, whose answer is looked at by hand. */
function isReadAsUnknown(call: ts.Node): boolean {
  let outer = call.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isAsExpression(outer) && outer.type.kind === ts.SyntaxKind.UnknownKeyword;
}

function typed(
  driver: Read['driver'],
  types: ts.NodeArray<ts.TypeNode> | undefined,
  template: ts.Node,
): Read | null {
  const row = types?.[0];
  if (row === undefined || row.kind === ts.SyntaxKind.UnknownKeyword) return null;
  const parts = ts.isTemplateExpression(template)
    ? [template.head.text, ...template.templateSpans.map((span) => span.literal.text)]
    : ts.isStringLiteralLike(template)
      ? [template.text]
      : null;
  return parts && { driver, parts, row };
}

function columnsOf(checker: ts.TypeChecker, promised: ts.Type, at: ts.Node): Map<string, string[]> {
  const row = checker.isArrayType(promised)
    ? checker.getTypeArguments(promised as ts.TypeReference)[0]
    : promised;
  const columns = new Map<string, string[]>();
  for (const property of row ? checker.getPropertiesOfType(row) : [])
    columns.set(property.name, kindsOf(checker, checker.getTypeOfSymbolAtLocation(property, at)));
  return columns;
}

/** The kinds of a declared type, as `declarable` names them; null is a kind of every column. */
function kindsOf(checker: ts.TypeChecker, type: ts.Type): string[] {
  const members = type.isUnion() ? type.types : [type];
  return [...new Set(members.map((member) => kindOf(checker, member)).filter((kind) => kind !== 'null'))];
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): string {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'any';
  if (flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) return 'null';
  if (flags & ts.TypeFlags.StringLike) return 'string';
  if (flags & ts.TypeFlags.NumberLike) return 'number';
  if (flags & ts.TypeFlags.BigIntLike) return 'bigint';
  if (flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (checker.isArrayType(type)) {
    const element = checker.getTypeArguments(type as ts.TypeReference)[0];
    const kind = element && kindsOf(checker, element)[0];
    return kind === undefined || kind === 'json' || kind === 'any' ? 'json' : `${kind}[]`;
  }
  const name = type.getSymbol()?.name ?? '';
  if (name === 'Date' || name === 'Decimal') return name;
  if (/^(Buffer|Uint8Array)/.test(name)) return 'bytes';
  return 'json';
}
