import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'chai';
import { openApiDocument } from '../../http/openapi/document.js';
import { readRoutes } from '../../read-api/index.js';
import { writeRoutes } from '../../write-api/index.js';
import { Specification, type OpenApiDocument } from './openapi.js';
import { openApi31 } from './openapi-3.1.js';

const document = openApiDocument(
  // Nothing is asked of the routes but what they say of themselves.
  [...writeRoutes({} as never), ...readRoutes({ reads: {} as never, readSeconds: 1 })],
  '1.0.0',
) as unknown as OpenApiDocument;
const specification = new Specification(document);
const operations = [...specification.operations.values()];

function* schemasIn(value: unknown, path = ''): Generator<readonly [string, object]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'schema') yield [`${path}/${key}`, inner as object];
    else yield* schemasIn(inner, `${path}/${key}`);
  }
}

const textsOf = (pattern: RegExp) =>
  [...JSON.stringify(document).matchAll(pattern)].map(([, found = '']) => found);

describe('the OpenAPI document', () => {
  it('is one of version 3.1', () => {
    const validate = new Ajv2020({ strict: false }).compile(openApi31);
    validate(document);
    expect(validate.errors ?? []).to.deep.equal([]);
  });

  it('describes bodies, replies and parameters by schemas of JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const named = Object.entries(document.components?.schemas ?? {});
    const found = [...schemasIn(document.paths), ...(named as [string, object][])];
    expect(found.length).to.be.greaterThan(200);
    for (const [path, schema] of found)
      expect(ajv.validateSchema(schema), `${path} ${ajv.errorsText()}`).to.equal(true);
  });

  it('refers only to what it holds, and names nothing after its machinery', () => {
    const names = Object.keys(document.components?.schemas ?? {});
    const referred = textsOf(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
    expect(names).to.include.members(referred);
    expect(names.filter((name) => name.startsWith('_'))).to.deep.equal([]);
  });

  it('calls nothing by a name of the store alone', () =>
    expect(textsOf(/"(_\w*)":/g)).to.deep.equal([]));

  it('leads from what a reply tells to what can be asked of it', () => {
    const followed = (path: string, method: string, status: string): readonly string[] =>
      Object.keys(document.paths[path]?.[method]?.responses[status]?.links ?? {});
    const ofCases = ['getCase', 'getCaseHistory', 'act', 'comment', 'assign'];
    expect(followed('/api/cases', 'post', '201')).to.include.members(ofCases);
    expect(followed('/api/service-versions', 'get', '200')).to.include('getServiceVersion');
    expect(textsOf(/"operationId":"(\w+)","parameters":\{"/g)).not.to.be.empty;
    expect([...specification.operations.keys()]).to.include.members(
      textsOf(/"operationId":"(\w+)","parameters":\{"/g),
    );
  });

  it('names every operation once', () => {
    const count = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
    expect(operations).to.have.length(count);
  });

  it('says by a format what a long pattern would', () =>
    expect(textsOf(/"pattern":"((?:[^"\\]|\\.){100,})"/g)).to.deep.equal([]));

  for (const {
    operationId,
    path,
    parameters = [],
    responses,
    method,
    summary,
    ...rest
  } of operations)
    describe(operationId, () => {
      it('takes the parameters of its path', () => {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const taken = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
        expect(taken).to.have.members(inPath);
      });

      it('says what it does in a line, and how it refuses', () => {
        expect(summary)
          .to.match(/^[A-Z].{2,119}$/)
          .and.not.to.match(/\.$/);
        const problem = { 'application/problem+json': {} };
        for (const status of ['401', '429', '4XX', '503'])
          expect(responses[status]?.content, status).to.have.all.keys(problem);
      });

      const { requestBody, pointer } = rest;
      if (requestBody !== undefined)
        it('shows a body that it could take', () => {
          const { example } = requestBody.content?.['application/json'] ?? {};
          expect(example).to.be.an('object');
          const schema = `${pointer}/requestBody/content/application~1json/schema`;
          expect(specification.faults(schema, example)).to.deep.equal([]);
        });

      it('is safe to repeat', () => {
        const headers = parameters.filter((each) => each.in === 'header');
        const key = headers.find(({ name }) => name === 'Idempotency-Key');
        if (method === 'get' || operationId === 'query') expect(key).to.equal(undefined);
        else expect(key?.required).to.equal(true);
      });
    });
});
