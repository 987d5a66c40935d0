import * as chai from 'chai'
import { daemonSetPolicy, explain, orThrow, plan, semanticsFor, untoleratedTaints } from 'podfit'
import { admit, noBlanketTolerations, readAdmissionReview, respond } from 'podfit/admission'
import {
  assertThat,
  chaiMatchers,
  daemonSet,
  matchers,
  node,
  pod,
  revision,
  type PodfitMatchers,
} from 'podfit/testing'
import { describe, expect, it } from 'vitest'
import { frozen } from '../support/frozen.js'

declare module 'vitest' {
  interface Matchers<T> extends PodfitMatchers<T> {
    readonly podfit?: T
  }
}

expect.extend(matchers)

const db = node('db').label('zone', 'a').taint('dedicated=db:NoSchedule')
const web = node('web').label('zone', 'b')
const agent = daemonSet('agent')
const tolerant = agent.tolerates('dedicated=db:NoSchedule')
const now = '2026-01-02T00:00:00Z'

/** What a matcher that must not hold says. */
const saidBy = (assertion: () => void): string => {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it holds')
}

describe('placement', () => {
  it('asks of one node, of some, and of every one', () => {
    expect(agent).toRunOn(web)
    expect(agent).not.toRunOn(db)
    expect(tolerant).toRunOn([db, web])
    expect(tolerant).toRunOnEvery([db, web])
    expect(agent).not.toRunOnEvery([db, web])
    expect(agent).toStayOff(db)
    expect(agent).not.toStayOff([db, web])
  })

  it('asks policies, pods and other workloads, too', () => {
    expect(orThrow(daemonSetPolicy(tolerant))).toRunOn(db)
    expect(pod('p').tolerates('dedicated')).toRunOn(db)
    expect({ kind: 'Deployment', spec: { template: {} } }).not.toRunOn(db)
  })

  it('says why not, with the nearest miss, and on which nodes', () => {
    const wrong = agent.tolerates('dedicated=web:NoSchedule').onNodesWith({ zone: 'A' })
    expect(saidBy(() => expect(wrong).toRunOn(db)).split('\n')).toEqual([
      'expected DaemonSet default/agent to run on db',
      'db:',
      '  leave: not allowed here; an existing pod is deleted',
      '    ✗ nodeSelector requires zone=A',
      '        spec.template.spec.nodeSelector.zone: the node has zone=a',
      '        near miss: wanted is "A", only the case differs',
      '    ✗ untolerated taint dedicated=db:NoSchedule (an existing pod keeps running)',
      '        spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
      '        near miss: spec.template.spec.tolerations[0] has the key, but another value',
    ])
    expect(saidBy(() => expect(agent).toRunOnEvery([db, web]))).toMatch(
      /^expected DaemonSet default\/agent to run on every one of 2 nodes\ndb:\n/,
    )
    expect(saidBy(() => expect(tolerant).toStayOff([db, web]))).toContain('db, web:')
    expect(saidBy(() => expect(tolerant).not.toRunOn(db)).split('\n')).toEqual([
      'expected DaemonSet default/agent not to run on db',
      'db:',
      '  run: should run here',
      '    ✓ taint dedicated=db:NoSchedule (spec.taints[0]) is tolerated by spec.template.spec.tolerations[0]',
    ])
  })
})

describe('toTolerate', () => {
  it('asks tolerations, lists of them, and what has some', () => {
    const [toleration] = tolerant.spec.template?.spec?.tolerations ?? []
    expect(toleration).toTolerate('dedicated=db:NoSchedule')
    expect([toleration]).toTolerate({ key: 'dedicated', value: 'db', effect: 'NoSchedule' })
    expect([]).not.toTolerate('dedicated=db:NoSchedule')
    expect(tolerant).toTolerate('dedicated=db:NoSchedule')
    expect(agent).toTolerate('node.kubernetes.io/not-ready:NoExecute')
    expect(orThrow(daemonSetPolicy(agent))).not.toTolerate('a:NoSchedule')
    expect(pod('p').tolerates('*')).toTolerate('a:PreferNoSchedule')
  })

  it('goes by the release of a policy', () => {
    const gates = { TaintTolerationComparisonOperators: true }
    const { semantics } = orThrow(semanticsFor({ kubernetes: '1.36', gates }))
    const compares = agent.tolerates({ key: 'n', operator: 'Gt', value: '5' })
    expect(orThrow(daemonSetPolicy(compares, { semantics }))).toTolerate('n=6:NoSchedule')
    expect(compares).not.toTolerate('n=6:NoSchedule')
  })

  it('says what came nearest, or what tolerates it', () => {
    expect(saidBy(() => expect(tolerant).toTolerate('dedicated=db:NoExecute')).split('\n')).toEqual(
      [
        'expected DaemonSet default/agent to tolerate dedicated=db:NoExecute',
        'nothing there tolerates it',
        'near miss: spec.template.spec.tolerations[0] has the key, but another effect',
      ],
    )
    expect(saidBy(() => expect(tolerant).not.toTolerate('dedicated=db:NoSchedule'))).toContain(
      'spec.template.spec.tolerations.0 tolerates it',
    )
    expect(
      saidBy(() => expect(agent).not.toTolerate('node.kubernetes.io/not-ready:NoExecute')),
    ).toContain('the automatic toleration tolerates it')
    expect(saidBy(() => expect([{ key: 'a' }]).toTolerate('b:NoSchedule'))).toMatch(
      /^expected 1 toleration to tolerate/,
    )
    expect(saidBy(() => expect({ key: 'a' }).toTolerate('b:NoSchedule'))).toMatch(
      /^expected the toleration to tolerate/,
    )
  })
})

describe('toExplain', () => {
  it('asks verdicts and lists of what has a code', () => {
    const verdict = explain(orThrow(daemonSetPolicy(agent)), db)
    expect(verdict).toExplain('UntoleratedTaint')
    expect(verdict).not.toExplain('NodeSelectorMismatch')
    expect([{ code: 'RunsNowhere' }]).toExplain('RunsNowhere')
    expect([]).not.toExplain('RunsNowhere')
  })

  it('says what is there instead', () => {
    const verdict = explain(orThrow(daemonSetPolicy(agent)), db)
    expect(saidBy(() => expect(verdict).toExplain('NodeNameMismatch')).split('\n')).toEqual([
      'expected the verdict to explain NodeNameMismatch',
      'it is stay',
      '  UntoleratedTaint: untolerated taint dedicated=db:NoSchedule',
      '    spec.taints[0]; nothing in spec.template.spec.tolerations tolerates it',
    ])
    expect(saidBy(() => expect([]).toExplain('a'))).toContain('it has nothing')
    expect(saidBy(() => expect([{ code: 'b' }]).toExplain('a'))).toContain('it has b')
  })
})

describe('toPlan', () => {
  const objects = { nodes: [db, web], pods: [], revisions: [] }

  it('counts what a plan does', () => {
    expect({ daemonSet: tolerant, ...objects, now }).toPlan({ create: 2, delete: 0, keep: 0 })
    expect(plan({ daemonSet: agent, ...objects, now })).toPlan({ create: 1 })
    const running = {
      nodes: [db, web],
      pods: [
        pod('p1').of(agent).on('web').revision('h'),
        pod('p2').of(agent).on('db').revision('h'),
      ],
      revisions: [revision(agent, 'h')],
    }
    expect({ daemonSet: agent, ...running, now }).toPlan({ keep: 1, misscheduled: 1 })
    expect({ daemonSet: agent, ...running, now }).not.toPlan({ keep: 2 })
  })

  it('says what the plan does instead', () => {
    const said = saidBy(() =>
      expect({ daemonSet: agent, ...objects, now }).toPlan({ create: 2, keep: undefined }),
    )
    expect(said).toMatch(
      /^expected the plan of DaemonSet default\/agent to create 2\ncreate 1, delete 0, keep 0, misscheduled 0\n {2}\+ create 1 pod on web/,
    )
  })
})

describe('toFit', () => {
  const small = node('small').allocatable({ cpu: '2', memory: '1Gi', pods: '2' })
  const busy = agent.requests({ cpu: '500m', memory: '2Gi' })
  const beside = [pod('a').on('small').requests({ cpu: '1800m' }), pod('b').on('small')]

  it('asks about the next pod of a workload, or a pod, beside those that are there', () => {
    expect(agent.requests({ cpu: '2' })).toFit(small)
    expect(agent.requests({ cpu: '2' })).not.toFit(small, beside)
    expect(pod('p').requests({ cpu: '200m' })).toFit(
      small.label('a').taint('b:NoSchedule').cordon(),
      [],
    )
    expect({ kind: 'Deployment', spec: { template: agent.spec.template } }).toFit(small)
  })

  it('names each shortage and each port, and what would go', () => {
    const portsOf = (one: typeof agent) =>
      one.withPodSpec({
        hostNetwork: true,
        containers: [
          { ...one.spec.template?.spec?.containers?.[0], ports: [{ containerPort: 80 }] },
        ],
      })
    const [first, second] = beside
    const held = [first, second?.withSpec({ containers: [{ ports: [{ hostPort: 80 }] }] })].flatMap(
      (one) => one ?? [],
    )
    expect(saidBy(() => expect(portsOf(busy)).toFit(small, held)).split('\n')).toEqual([
      'expected DaemonSet default/agent to fit small beside 2 pods',
      '2 of 2 pods that the node allows are there',
      'cpu 500m requested, 1800m of 2 taken',
      'memory 2Gi requested, which is more than the 1Gi of the node',
      'port 80/TCP is held by default/b',
    ])
    const urgent = agent.requests({ cpu: '1' }).withPodSpec({ priority: 5 })
    expect(
      saidBy(() => expect(urgent).toFit(small, beside.slice(0, 1)))
        .split('\n')
        .slice(1),
    ).toEqual([
      'cpu 1 requested, 1800m of 2 taken',
      'pods of lower priority may be evicted for it: default/a',
    ])
    expect(saidBy(() => expect(agent).not.toFit(small))).toBe(
      'expected DaemonSet default/agent not to fit small\nit fits',
    )
  })
})

describe('toBeAdmitted', () => {
  const asked = (object: unknown) => ({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'u', operation: 'CREATE', kind: { kind: 'Pod' }, namespace: 'web', object },
  })
  const rules = [noBlanketTolerations()]

  it('asks the answers of rules, and says which of them deny', () => {
    expect(respond(asked(pod('p')), rules)).toBeAdmitted()
    expect(saidBy(() => expect(respond(asked(pod('p')), rules)).not.toBeAdmitted())).toBe(
      'expected the request not to be admitted\nno rule denies it',
    )
    const denied = [
      'expected the request to be admitted',
      'no blanket tolerations: spec.tolerations[0] tolerates every taint',
    ].join('\n')
    const blanket = asked(pod('p').tolerates('*'))
    expect(saidBy(() => expect(respond(blanket, rules)).toBeAdmitted())).toBe(denied)
    const admission = admit(orThrow(readAdmissionReview(blanket)), rules)
    expect(saidBy(() => expect(admission).toBeAdmitted())).toBe(denied)
    expect(saidBy(() => expect({ allowed: false }).toBeAdmitted())).toContain('without a reason')
  })
})

describe('what nothing can be told of', () => {
  const nothing: readonly (readonly [string, () => void])[] = [
    ['an object without a kind', () => assertThat({ spec: {} }).toRunOn(web)],
    ['a policy of what has no pods', () => assertThat({ kind: 'Service' }).toRunOn(web)],
    ['no node', () => assertThat(agent).toRunOnEvery([])],
    ['what is no node', () => assertThat(agent).toStayOff(agent as never)],
    ['room on several nodes', () => assertThat(agent).toFit([web, db] as never)],
    ['room that is not said', () => assertThat(agent).toFit(web)],
    [
      'quantities that cannot be read',
      () => assertThat(agent.requests({ cpu: 'x' })).toFit(web.allocatable({})),
    ],
    ['room for a policy', () => assertThat(orThrow(daemonSetPolicy(agent))).toFit(web)],
    ['text that is no taint', () => assertThat(agent).toTolerate('dedicated=db:NoSchedul')],
    ['nothing counted', () => assertThat({ daemonSet: agent, now }).toPlan({})],
    [
      'pods not given',
      () => assertThat({ daemonSet: agent, nodes: [], now }).toPlan({ create: 0 }),
    ],
    ['no answer of rules', () => assertThat(agent).toBeAdmitted()],
    ['no plan', () => assertThat(agent).toPlan({ create: 0 })],
    ['codes of what has none', () => assertThat([{}]).toExplain('a')],
    ['codes of nothing', () => assertThat(undefined).toExplain('a')],
    [
      'a misspelt count',
      () =>
        assertThat({ daemonSet: agent, nodes: [], pods: [], revisions: [], now }).toPlan({
          creates: 0,
        } as never),
    ],
    [
      'a pass that fails',
      () =>
        assertThat({
          daemonSet: agent.withSpec({
            selector: { matchExpressions: [{ key: 'a', operator: 'x' }] },
          }),
          nodes: [],
          pods: [],
          revisions: [],
          now,
        }).toPlan({ create: 0 }),
    ],
  ]

  it.each(nothing)('%s fails an assertion', (_what, assertion) => {
    expect(assertion).toThrow(/^to\w+: |taint effect/)
  })

  it('fails its negation as well', () => {
    expect(() => assertThat({ spec: {} }).not.toRunOn(web)).toThrow('says its kind')
    expect(() => assertThat(agent).not.toRunOnEvery([])).toThrow('no node to ask about')
    expect(() => expect(agent).not.toRunOnEvery([])).toThrow('no node to ask about')
  })
})

describe('other runners', () => {
  it('have the same assertions, which throw what node:test shows', () => {
    assertThat(agent).toRunOn(web)
    assertThat(agent).not.toRunOn(db)
    expect(() => assertThat(agent).toRunOn(db)).toThrow(
      expect.objectContaining({ name: 'AssertionError', code: 'ERR_ASSERTION' }),
    )
    expect(() => assertThat(agent).not.toRunOn(web)).toThrow('not to run on web')
  })

  it('chai has them as methods', () => {
    chai.use(chaiMatchers)
    const of = (received: unknown) =>
      chai.expect(received) as unknown as PodfitMatchers & { readonly not: PodfitMatchers }
    of(agent).toRunOn(web)
    of(agent).not.toRunOn(db)
    expect(() => of(agent).toRunOn(db)).toThrow('expected DaemonSet default/agent to run on db')
    expect(() => of(agent).not.toRunOn(web)).toThrow('not to run on web')
  })
})

describe('the fixtures', () => {
  it('are plain objects for whoever reads them', () => {
    expect(JSON.parse(JSON.stringify(db))).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'db', labels: { zone: 'a' } },
      spec: { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] },
    })
  })

  it('are never changed', () => {
    const start = frozen(node('n'))
    start.label('a', 'b').taint('c:NoExecute').cordon()
    expect(start).toEqual(node('n'))
    expect(start.cordon().spec.unschedulable).toBe(true)
    expect(start.label('a').labels({ b: '1' }).metadata.labels).toEqual({ a: '', b: '1' })
    const set = frozen(agent)
    set.tolerates('a').onNodesWith({ a: 'b' }).inNamespace('x').rollsOnDelete().withStatus({})
    expect(set).toEqual(daemonSet('agent'))
  })

  it.each<[string, object]>([
    ['a=b:NoSchedule', { key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }],
    ['a=:NoExecute', { key: 'a', operator: 'Equal', value: '', effect: 'NoExecute' }],
    ['a:PreferNoSchedule', { key: 'a', operator: 'Exists', effect: 'PreferNoSchedule' }],
    ['a=b', { key: 'a', operator: 'Equal', value: 'b' }],
    ['a', { key: 'a', operator: 'Exists' }],
    ['*', { operator: 'Exists' }],
    ['*:NoExecute', { operator: 'Exists', effect: 'NoExecute' }],
  ])('reads the toleration %s', (text, toleration) => {
    expect(agent.tolerates(text).spec.template?.spec?.tolerations).toEqual([toleration])
    expect(pod('p').tolerates(text).spec.tolerations).toEqual([toleration])
  })

  it.each(['a:NoSchedul', 'a=b:c', '', ':NoSchedule', '*=a'])(
    'refuses the toleration %j',
    (text) => {
      expect(() => agent.tolerates(text)).toThrow('write a toleration as')
    },
  )

  it.each([
    ['a', 'invalid taint spec'],
    ['a:NoSchedul', 'invalid taint effect'],
    ['a:NoSchedule-', 'takes a taint off'],
  ])('refuses the taint %j', (text, why) => {
    expect(() => node('n').taint(text)).toThrow(why)
  })

  it('select nodes as kubectl does', () => {
    const like = tolerant.onNodesLike('zone in (a,b),!gone', 'cpus>3')
    expect(like).toRunOn([db, web, node('n').label('cpus', '4')])
    expect(like).toStayOff([node('n').label('cpus', '3'), db.label('gone')])
    expect(() => agent.onNodesLike('a in')).toThrow('not a label selector: a in')
  })

  it('describe pods in every state', () => {
    const current = pod('p').of(agent).revision('h')
    const around = { nodes: [web], revisions: [revision(agent, 'h')], now }
    const states = [
      [current.on('web'), { keep: 1 }],
      [current.on('web').notReady(), { keep: 1 }],
      [current.waitingFor('web'), { keep: 1 }],
      [current.on('web').inPhase('Failed'), { delete: 1 }],
      [current.on('web').inPhase('Running'), { keep: 1 }],
      [current.on('web').label('a').label('app', 'other'), { create: 1 }],
      [current.on('web').terminating(), { keep: 0 }],
      [pod('p').on('web'), { keep: 0, create: 1 }],
    ] as const
    for (const [one, counts] of states)
      expect({ daemonSet: agent, pods: [one], ...around }).toPlan(counts)
    expect(pod('p').revision('h1').metadata.labels).toEqual({ 'controller-revision-hash': 'h1' })
    expect(pod('p').on('web').waitingFor('db').spec.nodeName).toBeUndefined()
  })

  it('describe rollouts', () => {
    expect(agent.rolls({ maxUnavailable: '10%' }).spec.updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '10%', maxSurge: 0 },
    })
    expect(agent.rollsOnDelete().spec.updateStrategy).toEqual({ type: 'OnDelete' })
    expect(agent.rollsOnDelete().rolls({ maxSurge: 1 }).spec.updateStrategy?.type).toBe(
      'RollingUpdate',
    )
    expect(agent.inNamespace('a').metadata).toMatchObject({ namespace: 'a', name: 'agent' })
    expect(agent.withStatus({ numberReady: 1 }).status).toEqual({ numberReady: 1 })
    expect(untoleratedTaints([], db.spec.taints)).toHaveLength(1)
  })
})
