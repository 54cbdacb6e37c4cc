// Imports point one way: interfaces → application → domain; adapters know ports only; scripts wire it all.
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.spec\\.ts$' },
  to: {
    path: '^(domain|commands|projections|write-api|read-api|http|web|adapters|scripts|test|bench)/',
    pathNot: `^(${from}|${to})`,
  },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain-is-pure', 'domain', 'domain/'),
    {
      name: 'domain-without-node',
      severity: 'error',
      from: { path: '^domain/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    only('commands-know-the-domain', 'commands', 'domain/'),
    only('projections-know-the-domain', 'projections', 'domain/'),
    only('http-knows-the-application', 'http', '(domain|commands|projections)/'),
    only('write-api', 'write-api', '(http|commands|projections|domain)/'),
    only('read-api', 'read-api', '(http|commands|projections|domain)/'),
    only('web', 'web', '(http|commands|projections|domain)/'),
    only(
      'adapters-know-ports',
      'adapters',
      '(domain/|commands/(event-store|ports/)|projections/(read-store|query/|ports/))',
    ),
    {
      name: 'rxjs-in-the-runner-only',
      severity: 'error',
      from: { pathNot: '^projections/runner/' },
      to: { path: 'node_modules/rxjs' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
  },
};
