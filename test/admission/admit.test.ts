import { cluster, orThrow, semanticsFor, type Node, type Toleration } from 'podfit'
import {
  asWarnings,
  exceptInNamespaces,
  inNamespaces,
  readAdmissionReview,
  tolerableTaint,
  type AdmissionRule,
} from 'podfit/admission'
import { patchObject } from 'podfit/kubectl'
import { daemonSet, node, pod } from 'podfit/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint, anyToleration } from 'podfit/arbitraries'
import { admit, respond } from '../../src/admission/admit.js'
import { evictsNone, keepsNodes, mustReach, mustStayOff } from '../../src/admission/clusterRules.js'
import {
  namespaceKeepsNodes,
  usableNamespaceAnnotations,
} from '../../src/admission/namespaceRules.js'
import { podNodeSelector } from '../../src/admission/podNodeSelector.js'
import {
  noBlanketTolerations,
  noTolerationOf,
  podTolerationRestriction,
  requiredTolerations,
} from '../../src/admission/tolerationPolicies.js'
import { forbiddenTolerations, mergeTolerations } from '../../src/admission/tolerationRules.js'
import { tolerates } from '../../src/taint/tolerates.js'
import { frozen, frozenly } from '../support/frozen.js'

interface Asked {
  readonly kind?: string
  readonly operation?: string
  readonly namespace?: string
  readonly object?: unknown
  readonly oldObject?: unknown
  readonly [key: string]: unknown
}

const reviewOf = ({ kind = 'Pod', operation = 'CREATE', namespace = 'web', ...more }: Asked) =>
  frozen({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'u1', kind: { group: '', version: 'v1', kind }, operation, namespace, ...more },
  })

const askedOf = (asked: Asked, ...rules: readonly AdmissionRule[]) =>
  admit(orThrow(readAdmissionReview(reviewOf(asked))), rules)

const codes = (asked: Asked, ...rules: readonly AdmissionRule[]): readonly string[] =>
  askedOf(asked, ...rules).denials.map(({ code }) => code)

const podWith = (...tolerations: readonly Toleration[]) => ({ spec: { tolerations } })
const BLANKET = { operator: 'Exists' }

/** What the API server makes of a response. */
const patchedBy = (asked: Asked, ...rules: readonly AdmissionRule[]): unknown => {
  const { response } = respond(reviewOf(asked), rules)
  const patch = Buffer.from(response.patch ?? '', 'base64').toString('utf8')
  return orThrow(patchObject(asked.object, JSON.parse(patch === '' ? '[]' : patch), 'json'))
}

describe('respond', () => {
  it('answers with the UID, and says nothing where nothing is wrong', () => {
    expect(respond(reviewOf({ object: podWith() }), [noBlanketTolerations()])).toStrictEqual({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: 'u1', allowed: true },
    })
  })

  it('denies in words that kubectl shows, one line for each reason', () => {
    const object = daemonSet('agent').onNodesWith({ zone: 'A' })
    const nodes = [node('n1').label('zone', 'a')]
    const { response } = respond(reviewOf({ kind: 'DaemonSet', object }), [
      mustReach(cluster({ nodes })),
    ])
    expect(response).toEqual({
      uid: 'u1',
      allowed: false,
      status: {
        code: 403,
        reason: 'Forbidden',
        message: [
          'runs where it must: would not run on 1 node: n1',
          '  nodeSelector requires zone=A',
          '    spec.template.spec.nodeSelector.zone: the node has zone=a',
          '    near miss: wanted is "A", only the case differs',
        ].join('\n'),
      },
    })
  })

  it('warns without denying', () => {
    const { response } = respond(reviewOf({ object: podWith(BLANKET) }), [
      asWarnings(noBlanketTolerations()),
    ])
    expect(response).toEqual({
      uid: 'u1',
      allowed: true,
      warnings: ['no blanket tolerations: spec.tolerations[0] tolerates every taint'],
    })
  })

  it('puts what is required into the object, and asks the rules of what comes of it', () => {
    const spot = { key: 'spot', operator: 'Exists', value: 'größe €' }
    const rule = requiredTolerations([spot])
    const asked = { object: { spec: {} } }
    expect(patchedBy(asked, rule)).toEqual(podWith(spot))
    expect(patchedBy({ object: {} }, rule)).toEqual(podWith(spot))
    expect(
      codes({ object: podWith() }, rule, noTolerationOf({ key: 'spot', operator: 'Exists' })),
    ).toEqual(['ForbiddenToleration'])
    expect(respond(reviewOf(asked), [rule], { mutating: false }).response.allowed).toBe(false)
    expect(respond(reviewOf(asked), [rule], { mutating: false }).response.patch).toBeUndefined()
    expect(patchedBy({ object: podWith(BLANKET) }, rule)).toEqual(podWith(BLANKET))
  })

  it('patches a patch of another rule on', () => {
    const rules = ['a', 'b'].map((key) => requiredTolerations([{ key, operator: 'Exists' }]))
    expect(patchedBy({ object: { spec: {} } }, ...rules)).toEqual(
      podWith({ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'Exists' }),
    )
  })

  it('leaves out a patch after which nothing can be read', () => {
    const broken: AdmissionRule = {
      name: 'broken',
      review: () => ({ patch: [{ op: 'add', path: ['spec'], value: { tolerations: 1 } }] }),
    }
    expect(askedOf({ object: podWith() }, broken).patch).toEqual([])
    expect(askedOf({ operation: 'DELETE', oldObject: podWith() }, broken).patch).toEqual([])
  })

  it.each<[string, unknown, RegExp]>([
    ['no review', { kind: 'Node' }, /an AdmissionReview of admission\.k8s\.io\/v1/],
    [
      'another kind',
      { apiVersion: 'admission.k8s.io/v1', kind: 'Node' },
      /^kind: expected AdmissionReview/,
    ],
    ['no request', { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' }, /a request/],
    ['no UID', reviewOf({ uid: '' }), /request\.uid: expected a UID/],
    ['a UID that is no text', reviewOf({ uid: 1 }), /request\.uid: expected string/],
    ['an unknown operation', reviewOf({ operation: 'PATCH' }), /expected CREATE, UPDATE/],
    ['no kind', reviewOf({ kind: null as never }), /request\.kind\.kind: expected string/],
    [
      'an object with a wrong type',
      reviewOf({ object: { spec: { tolerations: [{ key: 1 }] } } }),
      /request\.object\.spec\.tolerations\[0\]\.key: expected string, found the number 1/,
    ],
    [
      'a workload with a wrong type',
      reviewOf({
        kind: 'CronJob',
        object: { spec: { jobTemplate: { spec: { template: { spec: { tolerations: 1 } } } } } },
      }),
      /request\.object\.spec\.jobTemplate\.spec\.template\.spec\.tolerations/,
    ],
    [
      'an old node with a wrong type',
      reviewOf({ kind: 'Node', oldObject: { spec: 1 } }),
      /request\.oldObject\.spec/,
    ],
  ])('refuses %s', (_what, review, message) => {
    const { response } = respond(review, [])
    expect(response.allowed).toBe(false)
    expect(response.status).toMatchObject({ code: 400, message: expect.stringMatching(message) })
  })

  it('knows what is asked about', () => {
    const read = orThrow(
      readAdmissionReview(
        reviewOf({ kind: 'Namespace', name: 'a', dryRun: true, subResource: 'status', object: {} }),
      ),
    )
    expect(read).toMatchObject({
      kind: 'Namespace',
      name: 'a',
      dryRun: true,
      subResource: 'status',
    })
    expect(read.object?.namespace).toEqual({})
    expect(read.oldObject).toBeUndefined()
  })
})

describe('tolerations', () => {
  const path = ['spec', 'template', 'spec']
  const nested = (at: readonly string[], spec: object): unknown =>
    at.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), spec)

  it.each<[string, readonly string[]]>([
    ['Pod', ['spec']],
    ['Deployment', path],
    ['StatefulSet', path],
    ['DaemonSet', path],
    ['ReplicaSet', path],
    ['Job', path],
    ['ReplicationController', path],
    ['PodTemplate', ['template', 'spec']],
    ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ])('are found in a %s', (kind, at) => {
    const object = nested(at, { tolerations: [{ key: 'a' }, BLANKET] })
    const { denials } = askedOf({ kind, object }, noBlanketTolerations())
    expect(denials.map((each) => each.path)).toEqual([[...at, 'tolerations', 1]])
    expect(codes({ kind, object }, exceptInNamespaces(['we*'], noBlanketTolerations()))).toEqual([])
    expect(codes({ kind, object }, inNamespaces(['we*'], noBlanketTolerations()))).toHaveLength(1)
    expect(codes({ kind, object }, inNamespaces(['x'], noBlanketTolerations()))).toEqual([])
    expect(codes({ kind, object, subResource: 'status' }, noBlanketTolerations())).toEqual([])
  })

  it('are not in what has no pods', () => {
    expect(codes({ kind: 'Service', object: { spec: {} } }, noBlanketTolerations())).toEqual([])
    expect(codes({ kind: 'Service', object: {} }, requiredTolerations([BLANKET]))).toEqual([])
  })

  it('of the DaemonSet controller are nobody’s', () => {
    const notReady = {
      key: 'node.kubernetes.io/not-ready',
      operator: 'Exists',
      effect: 'NoExecute',
    }
    const rule = noTolerationOf({ key: 'node.kubernetes.io/not-ready', operator: 'Exists' })
    const own = pod('agent-1').of(daemonSet('agent')).tolerates(notReady)
    expect(codes({ object: own }, rule)).toEqual([])
    expect(codes({ object: pod('p').tolerates(notReady) }, rule)).toEqual(['ForbiddenToleration'])
    expect(codes({ object: own.tolerates('node.kubernetes.io/not-ready') }, rule)).toHaveLength(1)
  })

  it('say which taint they let in', () => {
    const rule = noTolerationOf({ key: 'gpu', operator: 'Exists' })
    const { denials } = askedOf({ object: podWith({ key: 'gpu', value: 'a' }) }, rule)
    expect(denials[0]?.message).toBe('spec.tolerations[0] tolerates gpu=a:NoSchedule')
    expect(rule.name).toBe('no toleration of gpu (Exists)')
    expect(noTolerationOf({}).name).toBe('no toleration of *')
    const blanket = podWith({ operator: 'Exists', effect: 'NoExecute' })
    expect(askedOf({ object: blanket }, noBlanketTolerations()).denials[0]?.message).toBe(
      'spec.tolerations[0] tolerates every taint of NoExecute',
    )
  })
})

describe('tolerableTaint', () => {
  const gates = { TaintTolerationComparisonOperators: true }
  const { semantics } = orThrow(semanticsFor({ kubernetes: '1.36', gates }))

  it('answers with a taint that both tolerate', () => {
    fc.assert(
      fc.property(frozenly(fc.tuple(fc.array(anyToleration), anyToleration)), ([list, pattern]) => {
        const taint = tolerableTaint(list, pattern, { semantics })
        if (taint === undefined) return
        expect(list.some((each) => tolerates(each, taint, { semantics }))).toBe(true)
        expect(tolerates(pattern, taint, { semantics })).toBe(true)
      }),
    )
  })

  it('finds one where there is one', () => {
    fc.assert(
      fc.property(
        frozenly(fc.tuple(fc.array(anyToleration), anyToleration, anyTaint)),
        ([list, pattern, taint]) => {
          const isTaint =
            ['NoSchedule', 'NoExecute', 'PreferNoSchedule'].includes(taint.effect ?? '') &&
            /^[a-z]([-a-z./]*[a-z])?$/.test(taint.key ?? '') &&
            /^([a-z\d]*)$/.test(taint.value ?? '')
          const meets =
            tolerates(pattern, taint, { semantics }) &&
            list.some((each) => tolerates(each, taint, { semantics }))
          expect(
            !isTaint || !meets || tolerableTaint(list, pattern, { semantics }) !== undefined,
          ).toBe(true)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('looks between numbers', () => {
    const above = { key: 'n', operator: 'Gt', value: '5' }
    const below = (value: string) => ({ key: 'n', operator: 'Lt', value })
    expect(tolerableTaint([above], below('7'), { semantics })?.value).toBe('6')
    expect(tolerableTaint([above], below('6'), { semantics })).toBeUndefined()
    expect(tolerableTaint([above], below('7'))).toBeUndefined()
    expect(tolerableTaint(null, { operator: 'Exists' })).toBeUndefined()
  })
})

describe('lists of tolerations', () => {
  it('say the same again when they are merged once more', () => {
    const lists = fc.tuple(fc.array(anyToleration), fc.array(anyToleration))
    fc.assert(
      fc.property(frozenly(lists), ([first, second]) => {
        const merged = mergeTolerations(first, second)
        expect(mergeTolerations(merged, [])).toEqual(merged)
        expect(forbiddenTolerations([...first, ...second], merged)).toEqual([])
      }),
    )
  })

  it.each<[string, Toleration, Toleration, boolean]>([
    [
      'Equal does not cover one without an operator',
      { key: 'a' },
      { key: 'a', operator: 'Equal' },
      false,
    ],
    ['without an operator covers Equal', { key: 'a', operator: 'Equal' }, { key: 'a' }, true],
    [
      'Gt covers itself only',
      { key: 'a', value: '1', operator: 'Equal' },
      { key: 'a', operator: 'Gt' },
      false,
    ],
    [
      'more seconds are not covered',
      { key: 'a', effect: 'NoExecute', tolerationSeconds: 9 },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 8 },
      false,
    ],
    [
      'seconds count beyond 2^53',
      { key: 'a', effect: 'NoExecute', tolerationSeconds: 9007199254740993n },
      { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 9007199254740992n },
      false,
    ],
  ])('%s', (_rule, toleration, allowed, covered) => {
    expect(forbiddenTolerations([toleration], [allowed])).toEqual(covered ? [] : [toleration])
  })
})

describe('PodTolerationRestriction', () => {
  const namespace = (annotations: Readonly<Record<string, string>>) => ({
    metadata: { name: 'web', annotations },
  })
  const DEFAULTS = 'scheduler.alpha.kubernetes.io/defaultTolerations'
  const ALLOWED = 'scheduler.alpha.kubernetes.io/tolerationsWhitelist'
  const spot = { key: 'spot', operator: 'Exists' }

  it('adds the defaults of the namespace, or else of the cluster, on creation', () => {
    const own = podTolerationRestriction({
      namespaces: [namespace({ [DEFAULTS]: JSON.stringify([spot]) })],
      defaults: [{ key: 'other' }],
    })
    expect(patchedBy({ object: { spec: {} } }, own)).toEqual(podWith(spot))
    expect(askedOf({ operation: 'UPDATE', object: { spec: {} } }, own).patch).toEqual([])
    const none = { namespaces: [namespace({ [DEFAULTS]: '' })], defaults: [spot] }
    expect(askedOf({ object: {} }, podTolerationRestriction(none)).patch).toEqual([])
    const all = podTolerationRestriction({ namespaces: [namespace({})], defaults: [spot] })
    expect(patchedBy({ object: { spec: {} } }, all)).toEqual(podWith(spot))
  })

  const MEMORY = {
    key: 'node.kubernetes.io/memory-pressure',
    operator: 'Exists',
    effect: 'NoSchedule',
  }
  const asking = (resources: object) => ({ containers: [{ name: 'a', resources }] })

  it.each([
    ['requests of cpu', asking({ requests: { cpu: '1m' } })],
    ['limits of memory, as a number', asking({ limits: { memory: 1 } })],
    ['an init container', { initContainers: asking({ requests: { cpu: '1' } }).containers }],
    ['the pod as a whole', { resources: { limits: { cpu: '1' } }, ...asking({}) }],
  ])('lets pods that ask for something stay where memory is short: %s', (_what, spec) => {
    const rule = podTolerationRestriction({ namespaces: [namespace({})] })
    const tolerations = [MEMORY]
    expect(patchedBy({ object: { spec } }, rule)).toEqual({ spec: { ...spec, tolerations } })
    expect(patchedBy({ operation: 'UPDATE', object: { spec } }, rule)).toEqual({
      spec: { ...spec, tolerations },
    })
    const strict = podTolerationRestriction({ namespaces: [namespace({})], allowed: [spot] })
    expect(codes({ object: { spec } }, strict)).toEqual(['ForbiddenToleration'])
  })

  it.each([
    ['nothing', { containers: [{ name: 'a' }] }],
    ['zero', asking({ requests: { cpu: '0', memory: '0Mi' } })],
    ['something else', asking({ requests: { 'example.com/gpu': '1' } })],
    ['what cannot be read', asking({ requests: { cpu: 'much' } })],
    [
      'huge pages of the pod as a whole, which count alone',
      { resources: { limits: { 'hugepages-2Mi': '2Mi' } }, ...asking({ requests: { cpu: '1' } }) },
    ],
  ])('and no others: %s', (_what, spec) => {
    const rule = podTolerationRestriction({ namespaces: [namespace({})] })
    expect(askedOf({ object: { spec } }, rule).patch).toEqual([])
  })

  it('goes by the class in the status first', () => {
    const rule = podTolerationRestriction({ namespaces: [namespace({})] })
    const patchOf = (qosClass: string, resources: object) =>
      askedOf({ object: { spec: asking(resources), status: { qosClass } } }, rule).patch
    expect(patchOf('BestEffort', { requests: { cpu: '1' } })).toEqual([])
    expect(patchOf('Burstable', {})).toHaveLength(1)
  })

  it('allows what is allowed', () => {
    const rule = podTolerationRestriction({
      namespaces: [namespace({ [ALLOWED]: JSON.stringify([spot]) })],
    })
    expect(codes({ object: podWith(spot) }, rule)).toEqual([])
    expect(codes({ object: podWith(BLANKET) }, rule)).toEqual(['ForbiddenToleration'])
    expect(codes({ kind: 'Deployment', object: {} }, rule)).toEqual([])
    const clusters = podTolerationRestriction({ namespaces: [namespace({})], allowed: [spot] })
    expect(codes({ object: podWith(BLANKET) }, clusters)).toEqual(['ForbiddenToleration'])
    const empty = { namespaces: [namespace({ [ALLOWED]: '' })], allowed: [spot] }
    expect(codes({ object: podWith(BLANKET) }, podTolerationRestriction(empty))).toEqual([])
  })

  it.each([
    ['UnknownNamespace', []],
    ['UnreadableAnnotation', [namespace({ [DEFAULTS]: '{' })]],
    ['UnreadableAnnotation', [namespace({ [ALLOWED]: '[{"key":1}]' })]],
  ])('denies where it cannot tell: %s', (code, namespaces) => {
    expect(codes({ object: podWith() }, podTolerationRestriction({ namespaces }))).toEqual([code])
  })
})

describe('PodNodeSelector', () => {
  const KEY = 'scheduler.alpha.kubernetes.io/node-selector'
  const namespaces = [{ metadata: { name: 'web', annotations: { [KEY]: 'pool=web, zone=a' } } }]
  const selecting = (nodeSelector: object) => ({ object: { spec: { nodeSelector } } })

  it('adds the selector of the namespace, or else of the cluster', () => {
    expect(patchedBy(selecting({ disk: 'ssd' }), podNodeSelector({ namespaces }))).toEqual({
      spec: { nodeSelector: { pool: 'web', zone: 'a', disk: 'ssd' } },
    })
    const plain = podNodeSelector({
      namespaces: [{ metadata: { name: 'web' } }],
      defaultSelector: 'pool=all',
    })
    expect(patchedBy({ object: { spec: {} } }, plain)).toEqual({
      spec: { nodeSelector: { pool: 'all' } },
    })
    expect(askedOf({ operation: 'UPDATE', object: {} }, plain).patch).toEqual([])
  })

  it('denies a conflict, what is not allowed, and what it cannot tell', () => {
    expect(codes(selecting({ zone: 'b' }), podNodeSelector({ namespaces }))).toEqual([
      'NodeSelectorConflict',
    ])
    const allowed = { web: 'pool=web,zone=a' }
    expect(codes(selecting({}), podNodeSelector({ namespaces, allowed }))).toEqual([])
    expect(codes(selecting({ disk: 'ssd' }), podNodeSelector({ namespaces, allowed }))).toEqual([
      'ForbiddenNodeSelector',
    ])
    expect(codes(selecting({}), podNodeSelector({ namespaces: [] }))).toEqual(['UnknownNamespace'])
    const odd = [{ metadata: { name: 'web', annotations: { [KEY]: 'a in (b)' } } }]
    expect(codes(selecting({}), podNodeSelector({ namespaces: odd }))).toEqual([
      'UnreadableAnnotation',
    ])
  })
})

describe('rules about a cluster', () => {
  const agent = daemonSet('agent')
  const db = node('db').label('pool', 'db').taint('dedicated=db:NoSchedule')
  const web = node('web').label('pool', 'web')
  const here = cluster({ nodes: [db, web], daemonSets: [agent], pods: [] })
  const where = ({ metadata }: { readonly metadata?: unknown }) =>
    JSON.stringify(metadata).includes('"db"')
  const asked = (object: unknown, oldObject?: unknown, kind = 'DaemonSet') => ({
    kind,
    operation: oldObject === undefined ? 'CREATE' : 'UPDATE',
    object,
    ...(oldObject !== undefined && { oldObject }),
  })

  it('mustReach and mustStayOff', () => {
    expect(codes(asked(agent), mustReach(here))).toEqual(['DoesNotRun'])
    expect(codes(asked(agent.tolerates('dedicated')), mustReach(here))).toEqual([])
    expect(codes(asked(agent), mustReach(here, { where: () => false }))).toEqual(['NotKnown'])
    expect(codes(asked(agent), mustStayOff(here, { where }))).toEqual([])
    expect(codes(asked(agent.tolerates('*')), mustStayOff(here, { where }))).toEqual([
      'RunsWhereForbidden',
    ])
    expect(codes(asked(agent), mustStayOff(cluster({})))).toEqual(['NotKnown'])
    expect(codes(asked(web, undefined, 'Node'), mustReach(here), mustStayOff(here))).toEqual([])
  })

  it('keepsNodes asks of an updated DaemonSet whether it leaves nodes that it has', () => {
    const narrow = agent.onNodesWith({ pool: 'db' })
    expect(codes(asked(narrow, agent), keepsNodes(here))).toEqual(['LosesNodes'])
    expect(codes(asked(narrow, agent), keepsNodes(here, { where }))).toEqual([])
    expect(codes(asked(agent, narrow), keepsNodes(here))).toEqual([])
    expect(codes(asked(agent), keepsNodes(here))).toEqual([])
    expect(codes(asked(narrow, agent), keepsNodes(cluster({})))).toEqual(['NotKnown'])
  })

  it('keepsNodes asks of an updated node whether DaemonSets leave it', () => {
    const tainted = web.taint('a:NoExecute')
    const found = askedOf(asked(tainted, web, 'Node'), keepsNodes(here))
    expect(found.denials.map(({ message }) => message)).toEqual([
      'DaemonSet default/agent would leave node web',
    ])
    expect(found.denials[0]?.details[0]).toBe('untolerated taint a:NoExecute')
    expect(codes(asked(tainted, web, 'Node'), keepsNodes(here, { where }))).toEqual([])
    expect(codes(asked(web, tainted, 'Node'), keepsNodes(here))).toEqual([])
    expect(codes(asked(tainted, web, 'Node'), keepsNodes(cluster({})))).toEqual(['NotKnown'])
    expect(codes(asked({}, {}, 'Service'), keepsNodes(here))).toEqual([])
  })

  it('evictsNone asks whether a taint evicts a pod, now or later', () => {
    const stays = pod('p').on('web')
    const later = stays.tolerates({ key: 'a', operator: 'Exists', tolerationSeconds: 300 })
    const tainted = web.taint('a:NoExecute')
    const evicting = (...pods: readonly (typeof stays)[]) =>
      codes(asked(tainted, web, 'Node'), evictsNone(cluster({ pods })))
    expect(evicting(stays)).toEqual(['EvictsPods'])
    expect(evicting(later)).toEqual(['EvictsPods'])
    expect(evicting(stays.tolerates('a'))).toEqual([])
    expect(evicting(pod('q').on('db'), pod('r'))).toEqual([])
    const none = { protects: () => false }
    expect(
      codes(asked(tainted, web, 'Node'), evictsNone(cluster({ pods: [stays] }), none)),
    ).toEqual([])
    expect(codes(asked(tainted, tainted, 'Node'), evictsNone(cluster({ pods: [stays] })))).toEqual(
      [],
    )
    expect(codes(asked(tainted, web, 'Node'), evictsNone(cluster({})))).toEqual(['NotKnown'])
    expect(codes(asked(agent), evictsNone(cluster({})))).toEqual([])
  })
})

describe('a request without an object, as of something that is deleted', () => {
  const known = cluster({ nodes: [node('n1')], pods: [], daemonSets: [daemonSet('agent')] })
  it.each<[string, AdmissionRule]>([
    ['noBlanketTolerations', noBlanketTolerations()],
    ['noTolerationOf', noTolerationOf(BLANKET)],
    ['requiredTolerations', requiredTolerations([{ key: 'a', operator: 'Exists' }])],
    [
      'podTolerationRestriction',
      podTolerationRestriction({ namespaces: [], allowed: [{ key: 'a' }] }),
    ],
    ['podNodeSelector', podNodeSelector({ namespaces: [], defaultSelector: 'a=b' })],
    ['mustReach', mustReach(known)],
    ['mustStayOff', mustStayOff(known)],
    ['keepsNodes', keepsNodes(known)],
    ['evictsNone', evictsNone(known)],
    ['usableNamespaceAnnotations', usableNamespaceAnnotations()],
    ['namespaceKeepsNodes', namespaceKeepsNodes(known)],
  ])('breaks no rule: %s', (_name, rule) => {
    for (const operation of ['CREATE', 'UPDATE', 'DELETE'] as const) {
      const subject = {
        uid: 'u',
        operation,
        kind: 'Pod',
        namespace: 'web',
        name: 'p',
        subResource: '',
        dryRun: false,
      }
      expect(admit(subject, [rule])).toEqual({
        allowed: true,
        denials: [],
        warnings: [],
        patch: [],
      })
    }
  })
})

describe('lists of tolerations that are absent', () => {
  const list = [{ key: 'a', operator: 'Exists' }]

  it('are empty', () => {
    expect(forbiddenTolerations(undefined, list)).toEqual([])
    expect(forbiddenTolerations(list, null)).toEqual([])
    expect(forbiddenTolerations(list, [{ key: 'b', operator: 'Exists' }])).toEqual(list)
    expect(mergeTolerations(undefined, list)).toEqual(list)
    expect(mergeTolerations(list, null)).toEqual(list)
    expect(mergeTolerations(null, undefined)).toEqual([])
  })
})

describe('rules about namespaces', () => {
  const PREFIX = 'scheduler.alpha.kubernetes.io'
  const [SELECTOR, DEFAULTS, ALLOWED] = [
    'node-selector',
    'defaultTolerations',
    'tolerationsWhitelist',
  ].map((name) => `${PREFIX}/${name}`) as [string, string, string]
  const named = (annotations: object) => ({ metadata: { name: 'web', annotations } })
  const found = (object: object, rule: AdmissionRule, more: Partial<Asked> = {}) =>
    askedOf({ kind: 'Namespace', namespace: '', object, ...more }, rule).denials.map(
      ({ code, message }) => `${code}: ${message}`,
    )

  it('what they say can be read', () => {
    const rule = usableNamespaceAnnotations()
    expect(found(named({}), rule)).toEqual([])
    expect(found(named({ [SELECTOR]: 'a=b', [DEFAULTS]: '', [ALLOWED]: '[]' }), rule)).toEqual([])
    expect(
      found(named({ [SELECTOR]: 'a in (b)', [DEFAULTS]: '{', [ALLOWED]: '[1]' }), rule),
    ).toEqual([
      `UnreadableAnnotation: the annotation ${SELECTOR} of namespace web is no list of labels`,
      `UnreadableAnnotation: the annotation ${DEFAULTS} of namespace web holds no list of tolerations`,
      `UnreadableAnnotation: the annotation ${ALLOWED} of namespace web holds no list of tolerations`,
    ])
    expect(found({ spec: {} }, rule, { kind: 'Pod' })).toEqual([])
    expect(found(named({ [DEFAULTS]: '{' }), rule, { subResource: 'status' })).toEqual([])
  })

  it('their default tolerations are allowed', () => {
    const [spot, gpu] = ['spot', 'gpu'].map((key) => ({ key, operator: 'Exists' }))
    const annotations = (defaults: object, allowed: object) =>
      named({ [DEFAULTS]: JSON.stringify(defaults), [ALLOWED]: JSON.stringify(allowed) })
    expect(found(annotations([spot], [spot, gpu]), usableNamespaceAnnotations())).toEqual([])
    expect(found(annotations([spot], []), usableNamespaceAnnotations())).toEqual([])
    expect(found(annotations([spot, gpu], [gpu]), usableNamespaceAnnotations())).toEqual([
      'ForbiddenToleration: the default toleration spot (Exists) is not allowed in namespace web',
    ])
  })

  it('their node selectors hold no pods of DaemonSets back', () => {
    const nodes = ['a', 'b', 'c'].map((pool) => ({ metadata: { name: pool, labels: { pool } } }))
    const spec = { template: { spec: { nodeSelector: { pool: 'a' } } } }
    const daemonSets = [
      { metadata: { namespace: 'web', name: 'agent' }, spec: { template: {} } },
      { metadata: { namespace: 'web', name: 'only-a' }, spec },
      { metadata: { namespace: 'other', name: 'agent' }, spec: { template: {} } },
    ]
    const rule = namespaceKeepsNodes(cluster({ nodes, daemonSets }))
    const object = named({ [SELECTOR]: 'pool=a' })
    expect(found(object, rule)).toEqual([
      'HoldsPods: pods of DaemonSet web/agent would stay Pending on 2 nodes: b, c',
    ])
    expect(found(object, rule, { operation: 'UPDATE', oldObject: object })).toEqual([])
    expect(found(named({}), rule)).toEqual([])
    expect(found(object, rule, { subResource: 'finalize' })).toEqual([])
    const where = ({ metadata }: Node) => metadata?.name === 'a'
    expect(found(object, namespaceKeepsNodes(cluster({ nodes, daemonSets }), { where }))).toEqual(
      [],
    )
    expect(found(object, namespaceKeepsNodes(cluster({ daemonSets })))).toEqual([
      'NotKnown: the nodes of the cluster are not known',
    ])
    expect(found(object, namespaceKeepsNodes(cluster({ nodes })))).toEqual([
      'NotKnown: the DaemonSets of the cluster are not known',
    ])
  })
})
