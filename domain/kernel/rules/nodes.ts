import type { parseExpression } from 'feelin';

export type Node = ReturnType<typeof parseExpression>['topNode'];

/** Why a rule is not taken, and where. */
export class RuleFault extends Error {
  constructor(
    message: string,
    readonly from: number,
  ) {
    super(message);
  }
}

/** Children of a node, without comments. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.type.isError || !child.type.isSkipped) children.push(child);
  return children;
}

export const childrenNamed = (node: Node, name: string): readonly Node[] =>
  childrenOf(node).filter((child) => child.name === name);
