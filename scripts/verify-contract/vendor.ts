import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { isObject, toJsonSchema, type Json, type JsonObject } from './json-schema';

export interface VendorOperation {
  file: string;
  method: string;
  path: string;
  /** What may stand behind the question mark. */
  query: string[];
  statuses: number[];
  /** What is wrong with an answer; nothing when it is right or the description says nothing about it. */
  checkAnswer(status: number, body: Json | undefined): string[];
  checkRequest(body: Json | undefined): string[];
}

const files = [
  'v2-openapi.json',
  'contacts-v3-openapi.json',
  'insight-data-v3-openapi.json',
  'events-v3-openapi.json',
];
const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

// CommonJS and its default export meet differently under tsx and under a bundler's types.
const addFormats = 'default' in addFormatsModule ? addFormatsModule.default : addFormatsModule;

/** Every operation that the vendor's descriptions in a folder tell of. */
export function loadVendor(folder: string): VendorOperation[] {
  return files
    .filter((file) => existsSync(join(folder, file)))
    .flatMap((file) => readDescription(folder, file));
}

const queryOf = ({ parameters }: JsonObject): string[] =>
  (Array.isArray(parameters) ? parameters : []).flatMap((one) =>
    isObject(one) && one.in === 'query' ? [String(one.name)] : [],
  );

function readDescription(folder: string, file: string): VendorOperation[] {
  const description = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject;
  const components =
    isObject(description.components) && isObject(description.components.schemas)
      ? description.components.schemas
      : {};
  const responses =
    isObject(description.components) && isObject(description.components.responses)
      ? description.components.responses
      : {};
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, unicodeRegExp: false });
  addFormats(ajv);
  ajv.addFormat('guid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  for (const name of ['decimal', 'json']) ajv.addFormat(name, true);
  ajv.addSchema({
    $id: file,
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, schema]) => [name, toJsonSchema(schema, components)]),
      ),
    },
  });
  const compile = (schema: Json | undefined): ValidateFunction | undefined =>
    schema === undefined
      ? undefined
      : ajv.compile(withReferences(toJsonSchema(schema, components), file) as JsonObject);

  const operations: VendorOperation[] = [];
  for (const [path, item] of Object.entries(isObject(description.paths) ? description.paths : {})) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      if (!methods.has(method) || !isObject(operation)) continue;
      const answers = new Map<number, ValidateFunction | undefined>();
      for (const [status, given] of Object.entries(
        isObject(operation.responses) ? operation.responses : {},
      )) {
        const response =
          isObject(given) && typeof given.$ref === 'string'
            ? responses[given.$ref.split('/').at(-1) ?? '']
            : given;
        answers.set(Number(status), compile(jsonSchemaOf(response)));
      }
      const request = compile(jsonSchemaOf(operation.requestBody));
      operations.push({
        file,
        method: method.toUpperCase(),
        path,
        query: queryOf(operation),
        statuses: [...answers.keys()],
        checkAnswer: (status, body) => run(answers.get(status), body),
        checkRequest: (body) => (body === undefined ? [] : run(request, body)),
      });
    }
  }
  return operations;
}

function jsonSchemaOf(holder: Json | undefined): Json | undefined {
  if (!isObject(holder) || !isObject(holder.content)) return undefined;
  const media = holder.content['application/json'];
  return isObject(media) ? media.schema : undefined;
}

function withReferences(schema: Json, file: string): Json {
  if (Array.isArray(schema)) return schema.map((part) => withReferences(part, file));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace(/^#/, `${file}#`)
        : withReferences(value, file),
    ]),
  );
}

function run(validate: ValidateFunction | undefined, body: Json | undefined): string[] {
  if (!validate || validate(body)) return [];
  return (validate.errors ?? [])
    .slice(0, 5)
    .map(
      (error: ErrorObject) =>
        `${error.instancePath || '(body)'} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
}
