import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
}

export interface ResponseObject extends Content {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly links?: Readonly<Record<string, { readonly operationId: string }>>;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

/** An operation with where it is found in the document. */
export interface Operation extends OperationObject {
  readonly method: string;
  readonly path: string;
  /** JSON pointer of the operation. */
  readonly pointer: string;
}

const segment = (text: string): string =>
  encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

/** A served OpenAPI document: its operations by id, and its schemas as validators. */
export class Specification {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(readonly document: OpenApiDocument) {
    formats.default(this.#ajv);
    this.#ajv.addSchema(document, 'api');
    this.operations = new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]): [string, Operation] => [
          operation.operationId,
          { ...operation, method, path, pointer: `/paths/${segment(path)}/${method}` },
        ]),
      ),
    );
  }

  operation(operationId: string): Operation {
    const operation = this.operations.get(operationId);
    if (operation === undefined) throw new Error(`No operation ${operationId} in the document`);
    return operation;
  }

  /** What is wrong with a value by the schema at a pointer; empty when nothing is. */
  faults(pointer: string, value: unknown): readonly string[] {
    const id = `api#${pointer}`;
    const validate: ValidateFunction = this.#ajv.getSchema(id) ?? this.#ajv.compile({ $ref: id });
    if (validate(value)) return [];
    return (validate.errors ?? []).map((fault) => `${fault.instancePath}: ${fault.message ?? ''}`);
  }

  /** Under which name a reply of this status is documented. */
  documented({ responses }: Operation, status: number): string {
    const key = [String(status), `${String(status).charAt(0)}XX`].find((one) => one in responses);
    if (key === undefined) throw new Error(`Status ${status} is not documented`);
    return key;
  }

  /** The pointer of the schema of a reply. */
  replySchema(operation: Operation, status: number, type: string): string {
    const key = this.documented(operation, status);
    if (!(type in (operation.responses[key]?.content ?? {})))
      throw new Error(`${type} is not documented for ${status}`);
    return `${operation.pointer}/responses/${key}/content/${segment(type)}/schema`;
  }

  /** Headers of the API that a reply lacks though the document promises them, or has though it does not. */
  headerFaults(operation: Operation, status: number, headers: Headers): readonly string[] {
    const promised = operation.responses[this.documented(operation, status)]?.headers ?? {};
    const lacking = Object.entries(promised)
      .filter(([name, { required }]) => required === true && !headers.has(name))
      .map(([name]) => `${name} is missing`);
    const undocumented = apiHeaders
      .filter((name) => headers.has(name) && !(name in promised))
      .map((name) => `${name} is not documented`);
    return [...lacking, ...undocumented];
  }
}

const apiHeaders = ['ETag', 'Link', 'Location', 'Position', 'Retry-After', 'WWW-Authenticate'];
