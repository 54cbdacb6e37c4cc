import { expect } from 'chai';
import {
  compileService,
  type CompiledService,
  type ServiceDefinition,
} from '../../domain/service/index.js';
import { importDigitWorkflow } from '../../domain/service/digit/index.js';
import { workflowGraph } from '../../domain/service/lint/graph.js';
import { CaseWalker } from '../given/case-walker.js';
import { fileOf, files, only } from '../samples/digit.js';
import { shippedCodes, shippedDefinition, shippedReference } from '../samples/shipped.js';

const fewest = 10;
const most = 200;
const steps = 40;

function compiled(definition: ServiceDefinition): CompiledService {
  const service = compileService(definition);
  if (!service.ok) throw new Error(service.error.message);
  return service.value;
}

function lived(definition: ServiceDefinition): CaseWalker {
  const walker = new CaseWalker(compiled(definition), shippedReference(definition));
  for (let life = 0; life < fewest || (!walker.done && life < most); life++) walker.live(steps);
  return walker;
}

const definitions = new Map<string, () => ServiceDefinition>([
  ...shippedCodes.map((code) => [`the service ${code}`, () => shippedDefinition(code)] as const),
  ...files.map((file) => [`the workflow ${file}`, () => only(importDigitWorkflow(fileOf(file)))] as const),
]);

describe('cases that go every way there is', () => {
  for (const [name, definition] of definitions)
    it(`of ${name} get into every state, and no step that is open is refused`, () => {
      const walker = lived(definition());
      expect(walker.rejections).to.deep.equal([]);
      expect(walker.visited).to.deep.equal(workflowGraph(definition()).reachable);
    });
});
