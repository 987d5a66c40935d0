const { existsSync } = require('node:fs')

/**
 * The rooms of src in their order: each may import itself and those before it, nothing after it.
 */
const ROOMS = [
  'data',
  'kube',
  'reason',
  'requirement',
  'taint',
  'selector',
  'placement',
  'analysis',
  'api',
  'fields',
  'revision',
  'sync',
  'cluster',
  'intake',
  'kubectl',
  'pools',
  'capacity',
  'rollout',
  'impact',
  'suggest',
  'readiness',
  'audit',
  'expect',
  'redact',
  'decode',
  'fp',
  'report',
  'admission',
  'cli',
  'testing',
]

for (const room of ROOMS)
  if (!existsSync(`src/${room}`)) throw new Error(`the room ${room} does not exist`)

/** The doors: one file per entry point of the package, re-exports and nothing else. */
const DOORS = '^src/[a-z]+\\.ts$'

const upward = ROOMS.slice(0, -1).map((room, i) => ({
  name: `${room}-imports-only-what-is-above-it`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${ROOMS.slice(i + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...upward,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'known-rooms-only',
      comment: 'A new room gets its place in the order first.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: [`^src/(${ROOMS.join('|')})/`, DOORS] },
    },
    {
      name: 'nobody-imports-a-door',
      severity: 'error',
      from: { path: '^src/[a-z]+/' },
      to: { path: DOORS },
    },
    {
      name: 'io-ts-only-where-input-is-decoded',
      severity: 'error',
      from: { pathNot: '^src/(decode/|codecs\\.ts$)' },
      to: { path: 'node_modules/io-ts/' },
    },
    {
      name: 'yaml-only-where-text-is-read',
      severity: 'error',
      from: { pathNot: '^src/(decode|cli)/' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'node-only-in-the-command-line',
      comment: 'And where suites become test cases, from their files.',
      severity: 'error',
      from: { pathNot: '^src/(cli(/|\\.ts$)|testing/describeSuite\\.ts$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'packages-of-the-core',
      comment: 'fp-ts everywhere, io-ts and yaml in decode, fast-check in testing; nothing else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|testing)/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(fp-ts|io-ts|yaml)/' },
    },
    {
      name: 'fast-check-only-in-arbitraries',
      comment: 'Nobody needs it who asks for no arbitraries.',
      severity: 'error',
      from: {
        path: '^src/(testing\\.ts$|testing/(describeSuite|fixtures|judge|matchers|written)\\.ts$|[a-z]+\\.ts$)',
        pathNot: '^src/arbitraries\\.ts$',
      },
      to: { path: 'node_modules/fast-check/', reachable: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
}
