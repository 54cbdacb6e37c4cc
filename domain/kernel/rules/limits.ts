export const maxSourceBytes = 2048;
export const maxDepth = 200;
export const maxNames = 100;
/** Elements of a list, or numbers of a range, that a rule goes through. */
export const maxListLength = 1000;
/** The same where one loop stands within another. */
export const maxNestedListLength = 100;
export const maxLoops = 2;
