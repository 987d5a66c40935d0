import { describe, expect, it } from 'vitest'
import { convertYaml } from '../../../src/cli/commands/convertYaml.js'

const DEPLOYMENT = `# the web server
apiVersion: apps/v1
kind: Deployment # for now
metadata:
  name: web
  creationTimestamp: null
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        # never latest
        image: "web:1.10"
        args: ['yes', "010", on]
status: {}
`

const DAEMON_SET = `# the web server
apiVersion: apps/v1
kind: DaemonSet # for now
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        # never latest
        image: "web:1.10"
        args: ['yes', "010", on]
`

const OTHERS = `# untouched:   with its spaces
kind:   Service
spec: { ports:   [ 80 ],  x: 0644 }
`

describe('convertYaml', () => {
  it('converts a Deployment and keeps its comments, its order and its style', () => {
    const { text, notes, problems } = convertYaml(DEPLOYMENT)
    expect(text).toBe(DAEMON_SET)
    expect(notes).toEqual([{ code: 'ReplicasDropped', path: ['spec', 'replicas'] }])
    expect(problems).toEqual([])
  })

  it('keeps every letter of other documents', () => {
    const { text, problems } = convertYaml(
      `${OTHERS}---\n${DEPLOYMENT}---\n${OTHERS}---\n# nothing\n---\n`,
    )
    expect(text).toBe(`${OTHERS}---\n${DAEMON_SET}---\n${OTHERS}---\n# nothing\n---\n`)
    expect(problems).toEqual([])
  })

  it('converts every Deployment', () => {
    const { text, notes } = convertYaml(`---\n${DEPLOYMENT}---\n${DEPLOYMENT}`)
    expect(text).toBe(`---\n${DAEMON_SET}---\n${DAEMON_SET}`)
    expect(notes).toHaveLength(2)
  })

  it.each([
    [
      'indented lists',
      'kind: Deployment\nspec:\n  list:\n    - a\n    - b: c\n',
      'kind: DaemonSet\nspec:\n  list:\n    - a\n    - b: c\n',
    ],
    [
      'lists that are not indented',
      'kind: Deployment\nspec:\n  list:\n  - a\n  - b: c\n',
      'kind: DaemonSet\nspec:\n  list:\n  - a\n  - b: c\n',
    ],
    [
      'tight flow style',
      'kind: Deployment\nspec: {a: [1, 2], b: {c: d}}\n',
      'kind: DaemonSet\nspec: {a: [1, 2], b: {c: d}}\n',
    ],
    [
      'wide flow style',
      'kind: Deployment\nspec: { a: [ 1, 2 ] }\n',
      'kind: DaemonSet\nspec: { a: [ 1, 2 ] }\n',
    ],
    [
      'long lines',
      `kind: Deployment\nspec:\n  a: "${'long '.repeat(40)}"\n`,
      `kind: DaemonSet\nspec:\n  a: "${'long '.repeat(40)}"\n`,
    ],
    [
      'blocks of text',
      'kind: Deployment\nspec:\n  a: |\n    kind: Deployment\n    ---\n  b: x\n',
      'kind: DaemonSet\nspec:\n  a: |\n    kind: Deployment\n    ---\n  b: x\n',
    ],
    [
      'anchors and aliases',
      'kind: Deployment\nspec:\n  a: &x {b: c}\n  d: *x\n',
      'kind: DaemonSet\nspec:\n  a: &x {b: c}\n  d: *x\n',
    ],
    [
      'a comment before a key',
      'kind: Deployment\n# mine\nspec: {}\n',
      'kind: DaemonSet\n# mine\nspec: {}\n',
    ],
  ])('keeps %s', (_case, text, expected) => {
    expect(convertYaml(text).text).toBe(expected)
  })

  it('writes the strategy of a DaemonSet', () => {
    const { text, notes } = convertYaml(
      'kind: Deployment\nspec:\n  strategy:\n    type: Recreate\n  minReadySeconds: 5\n',
    )
    expect(text).toBe(
      'kind: DaemonSet\nspec:\n  minReadySeconds: 5\n  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      maxUnavailable: 100%\n',
    )
    expect(notes).toEqual([{ code: 'RecreateApproximated', path: ['spec', 'strategy'] }])
  })

  it('says what it cannot parse, leaves it as it is and converts the rest', () => {
    const { text, problems } = convertYaml(`a: b: c\n---\n${DEPLOYMENT}`)
    expect(text).toBe(`a: b: c\n---\n${DAEMON_SET}`)
    expect(problems).toHaveLength(1)
  })

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing\n'],
    ['another kind', OTHERS],
    ['a list', '- kind: Deployment\n'],
    ['text', 'Deployment\n'],
  ])('says that there is no Deployment in %s', (_case, text) => {
    expect(convertYaml(text)).toEqual({ text, notes: [], problems: ['no Deployment in it'] })
  })
})
