import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/data/orThrow.js'
import { checkFields, checkJsonFields } from '../../src/fields/checkFields.js'
import type { FieldIssue } from '../../src/fields.js'
import { fieldIssueText } from '../../src/report.js'

const POD = { containers: [{ name: 'c', image: 'x:1' }] }

/** A DaemonSet with these in its spec, its template's and its pods'. */
const daemonSet = (spec: object, template: object = {}, pod: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'a' },
  spec: { selector: {}, ...spec, template: { ...template, spec: { ...POD, ...pod } } },
})

const issuesOf = (object: unknown, kubernetes?: string): readonly FieldIssue[] =>
  orThrow(checkFields(object, { kubernetes }))

const textsOf = (object: unknown, kubernetes?: string) =>
  issuesOf(object, kubernetes).map(fieldIssueText)

/** Where unknown fields belong, each behind its own path. */
const hintsOf = (object: unknown) =>
  issuesOf(object).map((issue) => [
    issue.path.join('.'),
    issue.code === 'UnknownField' ? issue.suggestion?.join('.') : issue.code,
  ])

describe('a field on a wrong level', () => {
  it.each([
    [
      'nodeSelector',
      daemonSet({ nodeSelector: { a: 'b' } }),
      'spec.nodeSelector',
      'spec.template.spec.nodeSelector',
    ],
    [
      'tolerations',
      daemonSet({ tolerations: [] }),
      'spec.tolerations',
      'spec.template.spec.tolerations',
    ],
    [
      'affinity',
      daemonSet({}, { affinity: {} }),
      'spec.template.affinity',
      'spec.template.spec.affinity',
    ],
    [
      'tolerations of a container',
      daemonSet({}, {}, { containers: [{ name: 'c', tolerations: [] }] }),
      'spec.template.spec.containers.0.tolerations',
      'spec.template.spec.tolerations',
    ],
    [
      'hostNetwork of a container',
      daemonSet({}, {}, { containers: [{ name: 'c', hostNetwork: true }] }),
      'spec.template.spec.containers.0.hostNetwork',
      'spec.template.spec.hostNetwork',
    ],
    [
      'terms beside the member that has them',
      daemonSet({}, {}, { affinity: { nodeAffinity: { nodeSelectorTerms: [] } } }),
      'spec.template.spec.affinity.nodeAffinity.nodeSelectorTerms',
      'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
    ],
    [
      'labels of the template',
      daemonSet({}, { labels: { a: 'b' } }),
      'spec.template.labels',
      'spec.template.metadata.labels',
    ],
    [
      'matchLabels',
      daemonSet({ matchLabels: { a: 'b' } }),
      'spec.matchLabels',
      'spec.selector.matchLabels',
    ],
    [
      'maxUnavailable',
      daemonSet({ updateStrategy: { type: 'RollingUpdate', maxUnavailable: 1 } }),
      'spec.updateStrategy.maxUnavailable',
      'spec.updateStrategy.rollingUpdate.maxUnavailable',
    ],
    [
      'runAsUser',
      daemonSet({}, {}, { runAsUser: 1 }),
      'spec.template.spec.runAsUser',
      'spec.template.spec.securityContext.runAsUser',
    ],
    [
      'minReadySeconds',
      daemonSet({}, {}, { minReadySeconds: 5 }),
      'spec.template.spec.minReadySeconds',
      'spec.minReadySeconds',
    ],
  ])('%s', (_case, object, path, suggestion) => {
    expect(hintsOf(object)).toEqual([[path, suggestion]])
  })

  it.each([
    ['no field of that name', daemonSet({ nothingOfTheKind: 1 })],
    ['a value that does not fit there', daemonSet({ nodeSelector: [{ a: 'b' }] })],
    ['as near in two places', daemonSet({ labels: { a: 'b' } })],
    ['only in a status', daemonSet({ desiredNumberScheduled: 3 })],
  ])('is not guessed: %s', (_case, object) => {
    expect(hintsOf(object).map(([, suggestion]) => suggestion)).toEqual([undefined])
  })
})

describe('a field that is misspelt', () => {
  it.each([
    ['nodeselector', 'nodeSelector', {}],
    ['NodeSelector', 'nodeSelector', {}],
    ['hostnetwork', 'hostNetwork', true],
    ['serviceAccountname', 'serviceAccountName', 'x'],
    ['toleration', 'tolerations', []],
    ['tolerationss', 'tolerations', []],
    ['afinity', 'affinity', {}],
    ['priorityClasName', 'priorityClassName', 'x'],
    ['voulmes', 'volumes', []],
    ['tolerations\u00a0', 'tolerations', []],
    ['\u200bnodeSelector', 'nodeSelector', {}],
  ])('%j is %s', (name, meant, value) => {
    const [issue] = issuesOf(daemonSet({}, {}, { [name]: value }))
    expect(issue).toMatchObject({
      code: 'UnknownField',
      path: ['spec', 'template', 'spec', name],
      suggestion: ['spec', 'template', 'spec', meant],
    })
  })

  it('what cannot be seen in a name is named', () => {
    const [issue] = issuesOf(daemonSet({}, {}, { 'tolera\u00a0tions\u200b': [] }))
    expect(issue).toMatchObject({ hidden: ['U+00A0', 'U+200B'] })
    expect(issue && fieldIssueText(issue)).toBe(
      'unknown field "spec.template.spec.tolera\\u00a0tions\\u200b"',
    )
  })
})

describe('a field of another release', () => {
  const sidecar = { initContainers: [{ name: 'i', restartPolicy: 'Always' }] }

  it.each([
    ['1.27', sidecar, 'spec.template.spec.initContainers.0.restartPolicy', '1.28'],
    ['1.21', { os: { name: 'linux' } }, 'spec.template.spec.os', '1.23'],
    ['1.25.16', { schedulingGates: [] }, 'spec.template.spec.schedulingGates', '1.26'],
    ['1.25', { resourceClaims: [] }, 'spec.template.spec.resourceClaims', '1.26'],
    ['1.31', { resources: {} }, 'spec.template.spec.resources', '1.32'],
    [
      '1.29',
      { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
      'spec.template.spec.securityContext.appArmorProfile',
      '1.30',
    ],
    [
      '1.30',
      { securityContext: { supplementalGroupsPolicy: 'Strict' } },
      'spec.template.spec.securityContext.supplementalGroupsPolicy',
      '1.31',
    ],
  ])('%s has not yet %j', (kubernetes, pod, path, since) => {
    const object = daemonSet({}, {}, pod)
    const [issue, ...others] = issuesOf(object, kubernetes)
    expect(others).toEqual([])
    expect(issue?.path.join('.')).toBe(path)
    expect(issue).toMatchObject({ code: 'UnknownField', since })
    expect(issue).not.toHaveProperty('suggestion')
    expect(issuesOf(object, since)).not.toContainEqual(expect.objectContaining({ since }))
    expect(issuesOf(object)).toEqual([])
  })

  it('a field that is gone is said to be', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { clusterName: 'c' } }
    expect(issuesOf(node, '1.24')).toEqual([])
    expect(issuesOf(node)).toEqual([
      { code: 'UnknownField', path: ['metadata', 'clusterName'], until: '1.24' },
    ])
  })

  it('servers before 1.25 do not look, which is said', () => {
    const object = daemonSet({ paused: true })
    expect(issuesOf(object, '1.24')).toMatchObject([{ code: 'UnknownField', lenient: true }])
    expect(issuesOf(object, '1.25')[0]).not.toHaveProperty('lenient')
  })

  it('a release that nobody knows yet has the fields of the newest', () => {
    expect(textsOf(daemonSet({ x: 1 }), '1.99')).toEqual(['unknown field "spec.x"'])
  })
})

describe('a value that Go does not decode for its field', () => {
  it.each([
    [
      'a number for a text',
      { terminationGracePeriodSeconds: 30, hostname: 5 },
      'expected string, found the number 5',
    ],
    ['a text for a number', { priority: '10' }, 'expected 32-bit integer, found the string "10"'],
    ['a text for a boolean', { hostPID: 'true' }, 'expected boolean, found the string "true"'],
    ['a fraction', { priority: 1.5 }, 'expected 32-bit integer, found the number 1.5'],
    [
      'a large number',
      { priority: 2 ** 31 },
      'expected 32-bit integer, found the number 2147483648',
    ],
    ['an object for a list', { volumes: {} }, 'expected list, found an object'],
    ['a list for an object', { securityContext: [] }, 'expected object, found a list'],
    ['a text for an object', { dnsConfig: 'x' }, 'expected object, found the string "x"'],
    [
      'a number in a map of texts',
      { nodeSelector: { a: 1 } },
      'expected string, found the number 1',
    ],
    [
      'no quantity',
      { overhead: { cpu: '1 core' } },
      'expected quantity, found the string "1 core"',
    ],
    [
      'a boolean for a port',
      { containers: [{ name: 'c', livenessProbe: { httpGet: { port: true } } }] },
      'expected 32-bit integer or string, found the boolean true',
    ],
  ])('%s', (_case, pod, words) => {
    expect(textsOf(daemonSet({}, {}, pod))).toEqual([expect.stringContaining(words)])
  })

  it('null is the zero value of everything, a quantity may be a number, a port a text', () => {
    const container = { name: null, resources: { limits: { cpu: 1.5, memory: '1Gi', x: null } } }
    const probe = { httpGet: { port: 'http' } }
    const pod = { containers: [{ ...container, livenessProbe: probe }, null], hostNetwork: null }
    expect(issuesOf(daemonSet({}, {}, pod))).toEqual([])
  })

  it('what is no object at all', () => {
    const as = { apiVersion: 'apps/v1', kind: 'DaemonSet' }
    for (const value of [[], 'x', 5, true]) {
      expect(orThrow(checkFields(value, { as }))).toMatchObject([{ code: 'WrongType', path: [] }])
    }
    expect(orThrow(checkFields(null, { as }))).toEqual([])
  })
})

describe('JSON text', () => {
  const spec = (text: string): string =>
    `{"apiVersion": "apps/v1", "kind": "DaemonSet", "spec": ${text}}`
  const said = (text: string) => orThrow(checkJsonFields(spec(text))).map(fieldIssueText)

  it.each([
    ['a field', '{"minReadySeconds": 1, "minReadySeconds": 2}', 'spec.minReadySeconds'],
    [
      'three times',
      '{"paused\\u0041": 1, "selector": {}, "selector": {}, "selector": {}}',
      'spec.selector',
    ],
    [
      'a label',
      '{"selector": {"matchLabels": {"a": "b", "a": "c"}}}',
      'spec.selector.matchLabels.a',
    ],
    ['an object', '{"template": {"spec": {}, "spec": {}}}', 'spec.template.spec'],
    [
      'in a list',
      '{"template": {"spec": {"tolerations": [{}, {"key": "a", "key": "a"}]}}}',
      'spec.template.spec.tolerations[1].key',
    ],
    ['otherwise escaped', '{"selector": {}, "s\\u0065lector": {}}', 'spec.selector'],
  ])('a duplicate: %s', (_case, text, path) => {
    expect(said(text).filter((each) => each.startsWith('duplicate'))).toEqual([
      `duplicate field "${path}"`,
    ])
  })

  it('an unknown field is not said twice, nor is what is in it looked at', () => {
    expect(said('{"x": {"a": 1, "a": 2}, "x": 2}')).toEqual(['unknown field "spec.x"'])
  })

  it.each([['1.0'], ['1e3'], ['0.5'], ['99999999999']])('%s is no integer', (number) => {
    expect(said(`{"minReadySeconds": ${number}}`)).toEqual([
      `cannot decode "spec.minReadySeconds": expected 32-bit integer, found the number ${number}`,
    ])
  })

  it('each of two values is decoded', () => {
    expect(said('{"minReadySeconds": "1", "minReadySeconds": 2}')).toHaveLength(2)
  })

  it('a whole number of 64 bits is none of fewer digits', () => {
    const toleration = (seconds: string) =>
      `{"template": {"spec": {"tolerations": [{"tolerationSeconds": ${seconds}}]}}}`
    expect(said(toleration('9223372036854775807'))).toEqual([])
    expect(said(toleration('9223372036854775808'))).toHaveLength(1)
  })
})

describe('what cannot be checked', () => {
  it.each([
    ['another kind', { apiVersion: 'v1', kind: 'Secret' }, {}, 'UnknownType'],
    ['no kind', {}, {}, 'UnknownType'],
    ['no release', daemonSet({}), { kubernetes: 'newest' }, 'UnknownRelease'],
  ])('%s', (_case, object, options, code) => {
    expect(checkFields(object, options)).toMatchObject({ _tag: 'Left', left: [{ code }] })
  })

  it('no JSON', () => {
    expect(checkJsonFields('{')).toMatchObject({ _tag: 'Left', left: [{ code: 'InvalidJson' }] })
  })
})

describe('what an object says it is', () => {
  it.each([
    ['{"kind": "DaemonSet", "apiVersion": "apps/v1", "KIND": 1}', 'WrongType'],
    ['{"kind": "DaemonSet", "apiVersion": "apps/v1", "Kind": null}', 'UnknownField'],
    ['{"Kind": "X", "kind": "DaemonSet", "apiVersion": "apps/v1"}', 'UnknownField'],
  ])('%s', (text, code) => {
    expect(orThrow(checkJsonFields(text)).map((issue) => issue.code)).toContain(code)
  })

  it('the members of what was no JSON are sent in order', () => {
    const object = { apiVersion: 'apps/v1', kind: 'DaemonSet', KIND: 'X' }
    expect(issuesOf(object)).toMatchObject([{ code: 'UnknownField', path: ['KIND'] }])
  })
})

it('comes to an end where a value holds itself', () => {
  const inner: Record<string, unknown> = {}
  inner['again'] = [inner]
  const found = checkFields({ apiVersion: 'apps/v1', kind: 'DaemonSet', odd: inner })
  expect(found).toMatchObject({ right: [{ code: 'UnknownField', path: ['odd'] }] })
})
