import { evaluate } from 'feelin';
import { patternFault } from '../pattern/index.js';
import { childrenNamed, childrenOf, RuleFault, type Node } from './nodes.js';

/** Functions with a regular expression as second argument, and where their flags stand. */
const flagsAt: ReadonlyMap<string, number> = new Map([
  ['matches', 2],
  ['replace', 3],
  ['split', 2],
]);

/**
 * Checks a call of a function that takes a regular expression. Its pattern must stand there as
 * text, so that it can be refused before it runs; so must a replacement, so that text can't grow
 * beyond bounds.
 *
 * @throws RuleFault
 */
export function checkPatternCall(name: string, node: Node, source: string): void {
  const flagsIndex = flagsAt.get(name);
  if (flagsIndex === undefined) return;
  const args = childrenNamed(node, 'PositionalParameters').flatMap(childrenOf);
  const text = (index: number): string => literal(args[index], source) ?? refuse(name, node);

  const pattern = text(1);
  const fault = patternFault(pattern, args.length > flagsIndex ? text(flagsIndex) : '');
  if (fault !== undefined) throw new RuleFault(`the pattern "${pattern}": ${fault}`, node.from);
  if (name !== 'replace') return;
  text(2);
  if (/\breplace\s*\(/.test(source.slice(node.from + 1, node.to)))
    throw new RuleFault('replace() may not stand within replace()', node.from);
}

function refuse(name: string, node: Node): never {
  throw new RuleFault(`${name}() takes its pattern, replacement and flags as text only`, node.from);
}

/** Text of a string literal, read by feelin itself so that it is the very pattern that will run. */
function literal(node: Node | undefined, source: string): string | undefined {
  if (node?.name !== 'StringLiteral') return undefined;
  const { value } = evaluate(source.slice(node.from, node.to));
  return typeof value === 'string' ? value : undefined;
}
