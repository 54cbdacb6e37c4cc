import { leasesContract } from '../../test/contracts/leases/leases-contract.js';
import { createMemoryLeases } from './leases.js';

leasesContract('memory', () => Promise.resolve({ leases: createMemoryLeases() }));
