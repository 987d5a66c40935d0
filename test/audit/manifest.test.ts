import { describe, expect, it } from 'vitest'
import { nodeFacts, type NodeFacts } from '../../src/analysis/nodeFacts.js'
import { audit } from '../../src/audit/audit.js'
import type { AuditFinding } from '../../src/audit/auditRules.js'
import { fixPatch } from '../../src/audit/fixPatch.js'
import { orThrow } from '../../src/data/orThrow.js'
import { applyPatch } from '../../src/data/patch.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

const findings = (podSpec: PodSpec, spec: object = {}): readonly AuditFinding[] =>
  audit({ daemonSets: [aDaemonSet({ podSpec, spec })] }).findings

const found = <C extends AuditFinding['code']>(code: C, ...given: Parameters<typeof findings>) =>
  findings(...given).filter(
    (finding): finding is Extract<AuditFinding, { code: C }> => finding.code === code,
  )

const fixed = (podSpec: PodSpec): unknown => {
  const daemonSet = aDaemonSet({ podSpec: { containers: [], ...podSpec } })
  const patch = fixPatch(audit({ daemonSets: [daemonSet] }).findings, daemonSet)
  return (applyPatch(daemonSet, patch) as typeof daemonSet).spec?.template?.spec
}

const required = (...nodeSelectorTerms: readonly object[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const is = (key: string, operator: string, ...values: readonly string[]) => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
})

const term = (...matchExpressions: readonly object[]) => ({ matchExpressions })

const TERMS = [
  'spec',
  'template',
  'spec',
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
  'nodeSelectorTerms',
]

describe('what selects nothing', () => {
  it.each([
    ['no terms', required(), 'NoTerms'],
    ['an empty term', required({}), 'EmptyTerm'],
    ['a broken term', required(term(is('a', 'In'))), 'BrokenTerm'],
    ['a label that none can have', { nodeSelector: { a: 'b c' } }, 'Contradiction'],
  ])('is told of %s', (_what, podSpec, code) => {
    expect(found('NeverSelects', podSpec)).toMatchObject([{ contradictions: [{ code }] }])
    expect(found('DeadTerm', podSpec)).toEqual([])
  })

  it('is told of terms beside others, and those go', () => {
    const podSpec = required(
      {},
      term(is('a', 'Exists')),
      term(is('a', 'Gt', '9'), is('a', 'Lt', '3')),
    )
    expect(found('DeadTerm', podSpec)).toMatchObject([
      { path: [...TERMS, 0], contradictions: [{ code: 'EmptyTerm' }] },
      { path: [...TERMS, 2], contradictions: [{ code: 'Contradiction' }] },
    ])
    expect(fixed(podSpec)).toEqual({ containers: [], ...required(term(is('a', 'Exists'))) })
  })
})

describe('what another part says', () => {
  it('keeps the first of terms that mean the same', () => {
    const podSpec = required(
      term(is('a', 'In', 'x')),
      term(is('a', 'In', 'x')),
      term(is('b', 'Exists')),
    )
    expect(found('ImpliedTerm', podSpec)).toMatchObject([
      { path: [...TERMS, 1], by: [...TERMS, 0] },
    ])
  })

  it('takes out requirements that the node selector makes needless, and an affinity of nothing else', () => {
    const nodeSelector = { 'kubernetes.io/os': 'linux' }
    const os = is('kubernetes.io/os', 'In', 'linux')
    const both = { nodeSelector, ...required(term(os, is('a', 'Exists'))) }
    expect(found('ImpliedRequirement', both)).toMatchObject([
      {
        path: [...TERMS, 0, 'matchExpressions', 0],
        by: [['spec', 'template', 'spec', 'nodeSelector', 'kubernetes.io/os']],
      },
    ])
    expect(fixed(both)).toEqual({
      containers: [],
      nodeSelector,
      ...required(term(is('a', 'Exists'))),
    })
    const same = { nodeSelector, ...required(term(os), term(os, is('a', 'Exists'))) }
    expect(found('ImpliedRequirement', same)).toHaveLength(1)
    expect(fixed(same)).toEqual({ containers: [], nodeSelector })
  })

  it('leaves requirements of one label that each say something', () => {
    const both = required(term(is('a', 'NotIn', 'x'), is('a', 'NotIn', 'y')))
    expect(found('ImpliedRequirement', both)).toEqual([])
    const three = required(term(is('a', 'Exists'), is('a', 'NotIn', 'x'), is('a', 'NotIn', 'y')))
    expect(found('ImpliedRequirement', three)).toEqual([])
  })

  it('knows fields, and the node name', () => {
    const name = { key: 'metadata.name', operator: 'In', values: ['n1'] }
    const podSpec = { nodeName: 'n1', ...required({ matchFields: [name] }) }
    expect(found('ImpliedRequirement', podSpec)).toMatchObject([
      { by: [['spec', 'template', 'spec', 'nodeName']] },
    ])
  })

  it('leaves out of tolerations what others tolerate, unless they differ in how long', () => {
    const every = { operator: 'Exists' }
    const one = { key: 'a', operator: 'Exists', effect: 'NoExecute' }
    expect(found('ImpliedToleration', { tolerations: [every, one] })).toHaveLength(1)
    const limited = { ...one, tolerationSeconds: 30 }
    expect(found('ImpliedToleration', { tolerations: [limited, every] })).toEqual([])
  })

  it('knows tolerations that the controller adds, also in other words', () => {
    const disk = { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' }
    for (const operator of ['Exists', 'Equal']) {
      expect(found('AutomaticToleration', { tolerations: [{ ...disk, operator }] })).toHaveLength(1)
    }
    const network = { ...disk, key: 'node.kubernetes.io/network-unavailable', operator: 'Exists' }
    expect(found('AutomaticToleration', { tolerations: [network] })).toEqual([])
    expect(
      found('AutomaticToleration', { tolerations: [network], hostNetwork: true }),
    ).toHaveLength(1)
  })
})

describe('labels', () => {
  it.each([
    [{ 'kubernetes.io/os': 'Linux' }, 'linux'],
    [{ 'kubernetes.io/arch': 'aarch64' }, 'arm64'],
    [{ 'beta.kubernetes.io/arch': 'AMD64' }, 'amd64'],
    [{ 'kubernetes.io/arch': 'sparc' }, undefined],
    [{ 'kubernetes.io/os': 'x64' }, undefined],
  ])('are told whose value no machine has: %j', (nodeSelector, near) => {
    const [finding] = found('MisspelledLabel', { nodeSelector })
    expect(finding?.severity).toBe('error')
    expect(finding?.near).toBe(near)
  })

  it('are told whose key is nearly a well-known one', () => {
    const podSpec = required(term(is('kubernetes.io/hostnames', 'In', 'n1')))
    expect(found('MisspelledLabel', podSpec)).toMatchObject([
      { severity: 'warning', near: 'kubernetes.io/hostname' },
    ])
    expect(found('MisspelledLabel', podSpec)[0]).not.toHaveProperty('value')
    expect(found('MisspelledLabel', { nodeSelector: { constructor: 'x', os: 'a' } })).toEqual([])
  })

  it('are put right once in a list', () => {
    const arch = (...values: readonly string[]) =>
      required(term(is('kubernetes.io/arch', 'In', ...values)))
    expect(fixed(arch('amd64', 'x86_64'))).toEqual({ containers: [], ...arch('amd64') })
    expect(fixed(arch('arm64', 'x86_64'))).toEqual({ containers: [], ...arch('arm64', 'amd64') })
  })

  it('are told where nodes are left out by a name that none has, and it is clear what is meant', () => {
    const but = (key: string, ...values: readonly string[]) =>
      required(term(is(key, 'NotIn', ...values)))
    const windows = but('kubernetes.io/os', 'Windows')
    expect(found('MisspelledLabel', windows)).toMatchObject([
      { severity: 'error', value: 'Windows', near: 'windows', leavesOut: true },
    ])
    expect(fixed(windows)).toEqual({ containers: [], ...but('kubernetes.io/os', 'windows') })
    const twice = but('kubernetes.io/arch', 'x86_64', 'x64')
    expect(fixed(twice)).toEqual({ containers: [], ...but('kubernetes.io/arch', 'amd64') })
    for (const [key, ...values] of [
      ['kubernetes.io/arch', 'x'],
      ['kubernetes.io/arch', 'x86_64', 'amd64'],
      ['kubernetes.io/os', 'windows'],
    ] as const) {
      expect(found('MisspelledLabel', but(key, ...values))).toEqual([])
    }
    const asked = required(term(is('kubernetes.io/os', 'In', 'Windows')))
    expect(found('MisspelledLabel', asked)[0]).not.toHaveProperty('leavesOut')
  })

  it('are told under their old names, unless the new ones are asked for, too', () => {
    const old = is('beta.kubernetes.io/arch', 'In', 'amd64')
    expect(fixed(required(term(old)))).toEqual({
      containers: [],
      ...required(term({ ...old, key: 'kubernetes.io/arch' })),
    })
    const both = required(term(old), term({ ...old, key: 'kubernetes.io/arch' }))
    expect(found('DeprecatedLabel', both)).toEqual([])
    const gone = required(term(is('app.kubernetes.io/created-by', 'Exists')))
    expect(found('DeprecatedLabel', gone)[0]).not.toHaveProperty('fix')
  })

  it('are no names of nodes', () => {
    const name = is('metadata.name', 'In', 'n1')
    expect(fixed(required(term(name)))).toEqual({
      containers: [],
      ...required({ matchFields: [name] }),
    })
    const field = is('metadata.name', 'NotIn', 'n2')
    expect(fixed(required({ matchExpressions: [name], matchFields: [field] }))).toEqual({
      containers: [],
      ...required({ matchFields: [field, name] }),
    })
    for (const podSpec of [
      { nodeSelector: { 'metadata.name': 'n1' } },
      required(term(is('metadata.name', 'In', 'n1', 'n2'))),
      required(term(is('metadata.name', 'Exists'))),
    ]) {
      expect(found('NameAsLabel', podSpec)).toHaveLength(1)
      expect(found('NameAsLabel', podSpec)[0]).not.toHaveProperty('fix')
    }
  })
})

describe('tolerations', () => {
  it('of old taints are told where the new one is not tolerated', () => {
    const master = { key: 'node-role.kubernetes.io/master', operator: 'Exists' }
    expect(fixed({ tolerations: [master, { key: 'a', operator: 'Exists' }] })).toMatchObject({
      tolerations: [
        master,
        { ...master, key: 'node-role.kubernetes.io/control-plane' },
        { key: 'a' },
      ],
    })
    expect(found('DeprecatedTaint', { tolerations: [master, { operator: 'Exists' }] })).toEqual([])
  })

  it('of every effect may have seconds, which the API server refuses', () => {
    const seconds = { key: 'a', operator: 'Exists', tolerationSeconds: 3 }
    const [finding] = found('SecondsWithoutNoExecute', { tolerations: [seconds] })
    expect(finding).toMatchObject({ effect: '', seconds: 3 })
    expect(finding).not.toHaveProperty('fix')
  })

  it('of old taints are right in releases that have them', () => {
    const tolerations = [{ key: 'node-role.kubernetes.io/master', operator: 'Exists' }]
    const semantics = { ...newestSemantics, nodeLabelsWarned: false }
    expect(
      audit({ daemonSets: [aDaemonSet({ podSpec: { tolerations } })] }, { semantics }).findings,
    ).toEqual([])
  })

  it('compare numbers where the feature gate is on', () => {
    const tolerations = [{ key: 'a', operator: 'Lt', value: '3' }]
    const daemonSets = [aDaemonSet({ podSpec: { tolerations } })]
    const semantics = { ...newestSemantics, tolerationComparison: true }
    expect(audit({ daemonSets }, { semantics }).findings).toEqual([])
    expect(found('ComparisonDisabled', { tolerations })).toHaveLength(1)
  })

  it('of every taint are no wonder for what belongs to nodes', () => {
    const tolerations = [{ operator: 'Exists' }]
    expect(found('BlanketToleration', { tolerations })).toHaveLength(1)
    const limited = [{ operator: 'Exists', effect: 'NoSchedule' }]
    expect(found('BlanketToleration', { tolerations: limited })).toEqual([])
    for (const more of [
      { nodeSelector: { pool: 'gpu' } },
      required(term(is('pool', 'Exists'))),
      { volumes: [{ name: 'a', hostPath: { path: '\\\\.\\pipe\\csi' } }] },
      { hostNetwork: true },
      { hostPID: true },
      { hostIPC: true },
      { volumes: [{ name: 'a', hostPath: { path: '/var' } }] },
      { containers: [{ securityContext: { privileged: true } }] },
    ]) {
      expect(found('BlanketToleration', { tolerations, ...more })).toEqual([])
    }
    for (const more of [
      { nodeSelector: { 'kubernetes.io/os': 'linux' } },
      required(term(is('pool', 'NotIn', 'gpu'))),
      { volumes: 'none' },
    ]) {
      expect(found('BlanketToleration', { tolerations, ...more })).toHaveLength(1)
    }
  })
})

describe('what is written of tolerations', () => {
  it('may lack a key', () => {
    expect(found('ExistsWithValue', { tolerations: [{ operator: 'Exists', value: 'a' }] })).toEqual(
      [expect.objectContaining({ key: '', value: 'a' })],
    )
    expect(found('ExistsWithValue', { tolerations: [{ operator: 'Exists', value: '' }] })).toEqual(
      [],
    )
    const seconds = { operator: 'Exists', tolerationSeconds: 3 }
    expect(found('SecondsWithoutNoExecute', { tolerations: [seconds] })).toEqual([
      expect.objectContaining({ key: '', effect: '', seconds: 3 }),
    ])
  })

  it('loses seconds that it may not have, but not where they count', () => {
    const of = (effect: string) => ({ key: 'k', operator: 'Exists', effect, tolerationSeconds: 3 })
    expect(found('SecondsWithoutNoExecute', { tolerations: [of('')] })[0]).not.toHaveProperty('fix')
    expect(fixed({ tolerations: [of('NoSchedule')] })).toMatchObject({
      tolerations: [{ key: 'k', operator: 'Exists', effect: 'NoSchedule' }],
    })
    expect(found('SecondsWithoutNoExecute', { tolerations: [of('NoExecute')] })).toEqual([])
  })

  it('of an old taint is asked for its effect, or any', () => {
    const old = { key: 'node-role.kubernetes.io/master', operator: 'Exists' }
    const now = { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }
    const evicting = { effect: 'NoExecute' }
    expect(
      found('DeprecatedTaint', {
        tolerations: [
          { ...old, ...evicting },
          { ...now, effect: 'NoSchedule' },
        ],
      }),
    ).toHaveLength(1)
    expect(
      found('DeprecatedTaint', {
        tolerations: [
          { ...old, ...evicting },
          { ...now, ...evicting },
        ],
      }),
    ).toEqual([])
    expect(found('DeprecatedTaint', { tolerations: [old, now] })).toEqual([])
  })
})

describe('what changes nothing', () => {
  it('is a preference, and a fix takes it out', () => {
    const preferred = { weight: 1, preference: term(is('a', 'Exists')) }
    const some = (...terms: readonly object[]): PodSpec => ({
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: terms } },
    })
    expect(found('PreferredAffinity', some(preferred, preferred))).toMatchObject([{ terms: 2 }])
    expect(fixed(some(preferred))).not.toHaveProperty('affinity')
    expect(found('PreferredAffinity', some())).toEqual([])
  })
})

describe('annotations that silence', () => {
  const problems = (annotations: Readonly<Record<string, string>>) => {
    const daemonSet = aDaemonSet({
      podSpec: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
    })
    const metadata = { ...daemonSet.metadata, annotations }
    return audit({ daemonSets: [{ ...daemonSet, metadata }] }).findings.map((finding) =>
      'problem' in finding ? [finding.problem, finding.severity] : finding.code,
    )
  }

  it('say why, name a rule, and silence something', () => {
    expect(problems({})).toEqual(['DeprecatedLabel'])
    expect(problems({ 'ignore.podfit/DeprecatedLabel': 'old nodes' })).toEqual([])
    expect(problems({ 'ignore.podfit/DeprecatedLabel': ' ' })).toEqual([['NoReason', 'warning']])
    expect(problems({ 'ignore.podfit/Deprecated': 'old nodes' })).toEqual([
      'DeprecatedLabel',
      ['UnknownRule', 'warning'],
    ])
    expect(problems({ 'ignore.podfit/DeadTerm': 'old', 'ignore.podfit/RunsNowhere': 'x' })).toEqual(
      ['DeprecatedLabel', ['Unused', 'note']],
    )
  })
})

describe('operating systems', () => {
  const logs = { volumes: [{ name: 'a', hostPath: { path: '/var/log' } }] }
  const twin = (podSpec: PodSpec) =>
    audit({
      daemonSets: [aDaemonSet({ podSpec: logs }), aDaemonSet({ name: 'windows', podSpec })],
    }).findings.filter(
      ({ code, subject }) => code === 'NoOperatingSystem' && subject.name === 'agent',
    )

  it.each([
    ['its label', { nodeSelector: { 'kubernetes.io/os': 'windows' } }],
    ['its affinity', required(term(is('kubernetes.io/os', 'In', 'windows')))],
    ['the old name of its label', { nodeSelector: { 'beta.kubernetes.io/os': 'windows' } }],
    ['its template', { os: { name: 'windows' } }],
  ])('are told of what Linux has beside one for Windows, by %s', (_by, podSpec) => {
    expect(twin(podSpec)).toMatchObject([
      { os: 'linux', because: expect.arrayContaining(['hostPath']) as unknown },
    ])
  })

  it('are not told where nothing says so', () => {
    expect(twin({ nodeSelector: { 'kubernetes.io/os': 'linux' } })).toEqual([])
    expect(found('NoOperatingSystem', { os: { name: 'linux' }, nodeName: 'n1' })).toEqual([])
    expect(found('NoOperatingSystem', { os: { name: 3 } })).toEqual([])
    const process = { ...logs, securityContext: { windowsOptions: { hostProcess: true } } }
    const both = [
      aDaemonSet({ podSpec: process }),
      aDaemonSet({ name: 'windows', podSpec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } }),
    ]
    expect(audit({ daemonSets: both }).findings).toEqual([])
    const daemonSets = [aDaemonSet({ podSpec: { os: { name: 'linux' } } })]
    expect(audit({ daemonSets, nodes: [] }).findings).toEqual([])
  })
})

describe('updates', () => {
  const rolling = (rollingUpdate: object) => ({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate },
  })

  it('by percentages may come to all of few nodes', () => {
    const nodes = ['n1', 'n2'].map((name) => aNode(name))
    const on = (maxUnavailable: unknown) =>
      audit({ nodes, daemonSets: [aDaemonSet({ spec: rolling({ maxUnavailable }) })] }).findings
    expect(on('60%')).toMatchObject([{ code: 'UpdateBudget', severity: 'warning', desired: 2 }])
    expect(on(5)).toMatchObject([{ code: 'UpdateBudget', comesTo: 'All' }])
    for (const fine of ['50%', 1, '100%', 'many', null]) expect(on(fine)).toEqual([])
  })

  it('take nothing down by none of both', () => {
    expect(found('UpdateBudget', {}, rolling({ maxUnavailable: 0 }))).toMatchObject([
      { comesTo: 'None' },
    ])
    expect(found('UpdateBudget', {}, rolling({ maxUnavailable: 0, maxSurge: 1 }))).toEqual([])
    expect(found('UpdateBudget', {}, { updateStrategy: { type: 'OnDelete' } })).toEqual([])
  })

  it('by a surge wait for the old pod where pods keep apart', () => {
    const apart = (topologyKey: string, more: object = {}) => ({
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey, labelSelector: { matchLabels: { app: 'agent' } }, ...more },
          ],
        },
      },
    })
    const surge = rolling({ maxUnavailable: 0, maxSurge: 1 })
    const host = 'kubernetes.io/hostname'
    expect(found('PodAntiAffinity', apart(host))).toMatchObject([
      { effect: 'Nothing', severity: 'note' },
    ])
    expect(found('PodAntiAffinity', apart(host), surge)).toMatchObject([
      { effect: 'BlocksSurge', severity: 'error' },
    ])
    expect(found('PodAntiAffinity', apart('zone'))).toMatchObject([
      { effect: 'OnePerTopology', severity: 'error' },
    ])
    expect(found('PodAntiAffinity', apart(host, { namespaces: ['default'] }))).toHaveLength(1)
    const expressions = { labelSelector: { matchExpressions: [is('app', 'Exists')] } }
    expect(found('PodAntiAffinity', apart(host, expressions))[0]).not.toHaveProperty('fix')
    for (const elsewhere of [
      { namespaces: ['other'] },
      { namespaceSelector: {} },
      { labelSelector: { matchLabels: { app: 'other' } } },
      { labelSelector: { matchLabels: { app: 3 } } },
      { labelSelector: { matchLabels: 'app' } },
      { labelSelector: { matchExpressions: 'app' } },
      { labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: [3] }] } },
      { labelSelector: { matchExpressions: [{ key: 'app', operator: 'Near' }] } },
      { labelSelector: null },
      { topologyKey: 3 },
    ]) {
      expect(found('PodAntiAffinity', apart(host, elsewhere))).toEqual([])
    }
  })
})

describe('ports of the host', () => {
  it('are taken while a surge waits for them', () => {
    const ports = [{ containerPort: 80, hostPort: 8080 }, { containerPort: 81 }]
    const containers = [{ name: 'a', image: 'a:1', ports }]
    const rolling = (rollingUpdate: object) => ({
      updateStrategy: { type: 'RollingUpdate', rollingUpdate },
    })
    const surge = rolling({ maxUnavailable: 0, maxSurge: 1 })
    expect(found('SurgeWithHostPorts', { containers }, surge)).toMatchObject([
      { ports: ['8080/TCP'] },
    ])
    expect(found('SurgeWithHostPorts', { containers }, rolling({ maxUnavailable: 1 }))).toEqual([])
    expect(found('SurgeWithHostPorts', { containers: [] }, surge)).toEqual([])
  })
})

describe('selectors', () => {
  it('that cannot be read, or are not there, are for the API server to refuse', () => {
    const broken = { matchExpressions: [{ key: 'a', operator: 'Near' }] }
    expect(found('SelectorMismatch', {}, { selector: broken })).toEqual([])
    expect(found('SelectorMismatch', {}, { selector: null })).toEqual([])
  })
})

describe('what is known of all nodes', () => {
  const known = (key: string, ...values: readonly string[]) =>
    orThrow(
      nodeFacts({
        selector: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] },
      }),
    )
  const codesOf = (podSpec: PodSpec, facts?: NodeFacts) =>
    audit({ daemonSets: [aDaemonSet({ podSpec })] }, { nodeFacts: facts }).findings.map(
      (finding) => [
        finding.code,
        'contradictions' in finding ? finding.contradictions.map(({ facts: by }) => by) : [],
      ],
    )
  const affinityTo = (...pools: readonly string[]): PodSpec => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: pools.map((pool) => ({
            matchExpressions: [{ key: 'pool', operator: 'In', values: [pool] }],
          })),
        },
      },
    },
  })

  it('makes "never" mean never on yours', () => {
    const spec = { nodeSelector: { pool: 'c' } }
    expect(codesOf(spec)).toEqual([])
    expect(codesOf(spec, known('pool', 'a', 'b'))).toEqual([['NeverSelects', [true]]])
    expect(codesOf(spec, known('pool', 'a', 'b', 'c'))).toEqual([])
  })

  it('leaves nothing to select where no node can be', () => {
    const nowhere = orThrow(nodeFacts({ selector: { nodeSelectorTerms: [] } }))
    const [finding] = audit({ daemonSets: [aDaemonSet({})] }, { nodeFacts: nowhere }).findings
    expect(finding).toMatchObject({ code: 'NeverSelects', path: ['spec', 'template', 'spec'] })
  })

  it('makes terms dead that others outlive', () => {
    expect(codesOf(affinityTo('a', 'c'))).toEqual([])
    expect(codesOf(affinityTo('a', 'c'), known('pool', 'a', 'b'))).toEqual([['DeadTerm', [true]]])
  })

  it('makes terms hold wherever there is a node', () => {
    expect(codesOf(affinityTo('a', 'b'))).toEqual([])
    expect(codesOf(affinityTo('a', 'b'), known('pool', 'a', 'b'))).toEqual([
      ['AffinityAlwaysHolds', []],
    ])
  })

  it('leaves no operating system open that no node has', () => {
    const spec = { os: { name: 'linux' } }
    expect(codesOf(spec)).toEqual([['NoOperatingSystem', []]])
    expect(codesOf(spec, known('kubernetes.io/os', 'linux'))).toEqual([])
    expect(codesOf(spec, known('kubernetes.io/os', 'linux', 'windows'))).toEqual([
      ['NoOperatingSystem', []],
    ])
  })
})

describe('severities', () => {
  it('are chosen by code', () => {
    const daemonSets = [aDaemonSet({ podSpec: { tolerations: [{ operator: 'Exists' }] } })]
    const severityOf = (severity: 'error' | 'off') =>
      audit({ daemonSets }, { severities: { BlanketToleration: severity } }).findings.map(
        (finding) => finding.severity,
      )
    expect(severityOf('error')).toEqual(['error'])
    expect(severityOf('off')).toEqual([])
  })
})

it('much is looked at in little time', () => {
  const terms = Array.from({ length: 1000 }, (_, i) =>
    term(is('kubernetes.io/hostname', 'In', `n${i}`), is('a', 'NotIn', `v${i}`)),
  )
  const podSpec = { nodeSelector: { constructor: 'x' }, ...required(...terms) }
  expect(findings(podSpec)).toEqual([])
  const same = required(...terms.map(() => term(is('a', 'Exists'))))
  expect(found('ImpliedTerm', same)).toHaveLength(999)
  expect(fixed(same)).toEqual({ containers: [], ...required(term(is('a', 'Exists'))) })
})
