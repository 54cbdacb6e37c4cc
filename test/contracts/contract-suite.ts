import type { Suite } from 'mocha';

/** Which port a suite is the contract of, and which adapter it is run against: reporters make a table of them. */
export interface Contract {
  readonly port: string;
  readonly adapter: string;
}

/** The contract of a port, as one adapter is held to it. */
export function contractSuite(port: string, adapter: string, define: () => void): void {
  describe(`${port}: ${adapter}`, function (this: Suite) {
    const contract: Contract = { port, adapter };
    Object.assign(this, { contract });
    define();
  });
}
