import { parseExpression } from 'feelin';
import { maxDepth, maxListLength, maxLoops, maxNestedListLength } from './limits.js';
import { checkPatternCall } from './pattern-calls.js';
import { childrenNamed, childrenOf, RuleFault, type Node } from './nodes.js';
import { functions, listFunctions, typeNames } from './vocabulary.js';

/** What may be named at a place, and how deep in loops it is. */
interface Scope {
  readonly names: ReadonlySet<string>;
  /** Within a filter the fields of each element can be named too; which ones, only the data knows. */
  readonly open: boolean;
  readonly loops: number;
  readonly depth: number;
}

/** What a rule's text reveals before it runs. */
export interface Findings {
  /** Names that the rule takes from outside, in order of first use. */
  readonly uses: readonly string[];
  /** How many elements of a list it may be given; undefined when it goes through none. */
  readonly listLimit: number | undefined;
}

/** @throws RuleFault for anything that a rule may not contain. */
export function checkRule(source: string, names: readonly string[]): Findings {
  const checker = new Checker(source, new Set(names));
  const { topNode } = parseExpression(source, {}, undefined);
  checker.visit(topNode, { names: new Set(names), open: false, loops: 0, depth: 0 });
  return checker.findings();
}

const forbidden: Readonly<Record<string, string>> = {
  FunctionDefinition: 'a rule may not define functions',
  FunctionType: 'a rule may not define functions',
  BacktickIdentifier: 'names in backticks are not supported',
  Wildcard: 'a wildcard is only for unary tests',
  '?': '"?" is only for unary tests',
};

class Checker {
  readonly #uses = new Set<string>();
  #deepest = 0;
  #lists = false;

  constructor(
    private readonly source: string,
    private readonly declared: ReadonlySet<string>,
  ) {}

  findings(): Findings {
    const listLimit = this.#deepest > 1 ? maxNestedListLength : maxListLength;
    return {
      uses: [...this.#uses],
      listLimit: this.#lists || this.#deepest > 0 ? listLimit : undefined,
    };
  }

  visit(node: Node, outer: Scope): void {
    const scope = { ...outer, depth: outer.depth + 1 };
    if (node.type.isError) throw this.#syntaxError(node);
    const fault = forbidden[node.name];
    if (fault !== undefined) throw new RuleFault(fault, node.from);
    if (scope.depth > maxDepth) throw new RuleFault('it is nested too deeply', node.from);
    const special = this.#special[node.name];
    if (special !== undefined) special(node, scope);
    else this.#visitAll(childrenOf(node), scope);
  }

  /** Kinds of node that name things, open scopes, loop, or need a closer look. */
  readonly #special: Readonly<Record<string, (node: Node, scope: Scope) => void>> = {
    VariableName: (node, scope) => this.#variable(node, scope),
    FunctionInvocation: (node, scope) => this.#call(node, scope),
    ForExpression: (node, scope) => this.#loop(node, scope),
    QuantifiedExpression: (node, scope) => this.#loop(node, scope),
    FilterExpression: (node, scope) => this.#filter(node, scope),
    Context: (node, scope) => this.#context(node, scope),
    InstanceOfExpression: (node, scope) => this.#instanceOf(node, scope),
    NumericLiteral: (node) => this.#number(node),
    PathName: () => undefined,
    ParameterName: () => undefined,
    DateTimeConstructor: () => undefined,
  };

  #visitAll(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) this.visit(node, scope);
  }

  #text(node: Node): string {
    return this.source.slice(node.from, node.to).replace(/\s+/g, ' ');
  }

  #syntaxError(node: Node): RuleFault {
    const rest = this.source.slice(node.from, node.from + 20).trim();
    const where = rest === '' ? 'it ends too early' : `it can't be read from "${rest}" on`;
    return new RuleFault(where, node.from);
  }

  #variable(node: Node, scope: Scope): void {
    const name = this.#text(node);
    if (scope.names.has(name)) {
      if (this.declared.has(name)) this.#uses.add(name);
      return;
    }
    if (scope.open) return;
    if (functions.has(name))
      throw new RuleFault(`the function "${name}" stands where a value is needed`, node.from);
    throw new RuleFault(`nothing is called "${name}" here`, node.from);
  }

  #call(node: Node, scope: Scope): void {
    const [target, ...rest] = childrenOf(node);
    const name = target === undefined ? '' : this.#text(target);
    if (name === 'now' || name === 'today')
      throw new RuleFault(`${name}() is refused: time is given to a rule as a value`, node.from);
    if (!functions.has(name))
      throw new RuleFault(`"${name}" is no function that rules may call`, node.from);
    checkPatternCall(name, node, this.source);
    this.#lists ||= listFunctions.has(name);
    this.#visitAll(rest, scope);
  }

  #loop(node: Node, outer: Scope): void {
    const variables = childrenNamed(node, 'InExpressions').flatMap((list) => childrenOf(list));
    let scope = outer;
    for (const variable of variables) scope = this.#loopVariable(variable, scope);
    const body = childrenOf(node).at(-1);
    if (body !== undefined) this.visit(body, scope);
  }

  #loopVariable(node: Node, scope: Scope): Scope {
    const [name, , source] = childrenOf(node);
    if (name === undefined || source === undefined) throw this.#syntaxError(node);
    this.#loopSource(source, scope);
    const inner = this.#deeper(scope, node);
    return { ...inner, names: new Set([...scope.names, this.#text(name)]) };
  }

  /** What is gone through: a range of numbers that stand there, or a list without ranges or splitting. */
  #loopSource(source: Node, scope: Scope): void {
    const range = /^\[?\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*\]?$/.exec(this.#text(source));
    if (range !== null) {
      const bounds = [Number(range[1]), Number(range[2])] as const;
      const length = Math.abs(bounds[1] - bounds[0]) + 1;
      if (!bounds.every(Number.isSafeInteger) || length > maxListLength)
        throw new RuleFault(`a range holds at most ${maxListLength} numbers`, source.from);
      return;
    }
    this.#refuseUnbounded(source);
    this.visit(source, scope);
  }

  #refuseUnbounded(node: Node): void {
    if (['Interval', 'SimplePositiveUnaryTest', '..'].includes(node.name))
      throw new RuleFault('a range to go through is written with plain numbers, 1..12', node.from);
    if (node.name === 'FunctionInvocation' && this.#text(node).startsWith('split'))
      throw new RuleFault('what split() gives can be counted and indexed only', node.from);
    childrenOf(node).forEach((child) => this.#refuseUnbounded(child));
  }

  #deeper(scope: Scope, node: Node): Scope {
    const loops = scope.loops + 1;
    if (loops > maxLoops)
      throw new RuleFault(`at most ${maxLoops} loops or filters stand in one another`, node.from);
    this.#deepest = Math.max(this.#deepest, loops);
    return { ...scope, loops };
  }

  #filter(node: Node, scope: Scope): void {
    const [target, , condition] = childrenOf(node);
    if (target === undefined || condition === undefined) throw this.#syntaxError(node);
    this.visit(target, scope);
    const isIndex = condition.name === 'NumericLiteral';
    if (isIndex) this.visit(condition, scope);
    else this.#filterCondition(target, condition, scope);
  }

  #filterCondition(target: Node, condition: Node, scope: Scope): void {
    this.#refuseUnbounded(target);
    const names = new Set([...scope.names, 'item']);
    this.visit(condition, { ...this.#deeper(scope, condition), names, open: true });
  }

  #context(node: Node, outer: Scope): void {
    let scope = outer;
    for (const entry of childrenNamed(node, 'ContextEntry')) {
      const [key, value] = childrenOf(entry);
      if (key === undefined || value === undefined) throw this.#syntaxError(entry);
      this.visit(value, scope);
      scope = { ...scope, names: new Set([...scope.names, this.#text(key)]) };
    }
  }

  #instanceOf(node: Node, scope: Scope): void {
    const [value, ...rest] = childrenOf(node);
    const type = rest.at(-1);
    if (value === undefined || type === undefined) throw this.#syntaxError(node);
    if (!typeNames.has(this.#text(type)))
      throw new RuleFault(`"${this.#text(type)}" is no type that rules can ask for`, type.from);
    this.visit(value, scope);
  }

  /** feelin 8.2 reads `1e3` as 1 and `- 3` as no number at all. */
  #number(node: Node): void {
    const text = this.source.slice(node.from, node.to);
    if (!/^-?(\d+(\.\d+)?|\.\d+)$/.test(text) || Math.abs(Number(text)) > Number.MAX_SAFE_INTEGER)
      throw new RuleFault(`"${text}" is no plain number within ±2^53`, node.from);
  }
}
