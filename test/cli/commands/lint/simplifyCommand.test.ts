import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { podfit, withFiles } from '../../../support/world.js'

const HEAD = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: logging }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers: [{ name: a, image: b }]
`

const affinity = (terms: string): string => `      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
${terms}`

const MANIFEST = `# The agent.
${HEAD}      nodeSelector: { kubernetes.io/os: linux }
      tolerations:
        # everything
        - operator: Exists
        - key: gpu   # too
          operator: Exists
          effect: NoSchedule
${affinity(`              # zone a
              - matchExpressions:
                  - { key: zone, operator: In, values: [a] } # first
                  - { key: kubernetes.io/os, operator: In, values: [linux] }
              - matchExpressions:
                  - { key: zone, operator: In, values: [b] }
                  - { key: kubernetes.io/os, operator: In, values: [linux] }
              # with disks
              - matchExpressions:
                  - { key: disk, operator: Exists }
`)}`

const SIMPLER = `# The agent.
${HEAD}      nodeSelector: { kubernetes.io/os: linux }
      tolerations:
        # everything
        - operator: Exists
${affinity(`              # zone a
              - matchExpressions:
                  - { key: zone, operator: In, values: [a, b] } # first
              # with disks
              - matchExpressions:
                  - { key: disk, operator: Exists }
`)}`

const simplify = async (text: string, ...args: readonly string[]) =>
  await podfit(['simplify', '-f', '@m.yaml', ...args], { files: { 'm.yaml': text } })

describe('podfit simplify', () => {
  it('prints the edit as a diff that patch takes, that it is proved, and what it costs', async () => {
    const { code, stdout, stderr } = await simplify(MANIFEST)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(
      'logging/agent: 2 terms instead of 3, 2 requirements instead of 5, 2 values instead of 4, 1 toleration instead of 2 (m.yaml:10)',
    )
    expect(stdout).toContain(
      '  for Linux nodes with the label disk, or Linux nodes with zone=a or b; whatever their taints',
    )
    expect(stdout).toContain(
      '= its pods run on the same nodes as before, whatever nodes there are: proved',
    )
    expect(stdout).toContain('Applied, each makes a new revision')
    await withFiles({ 'm.yaml': MANIFEST }, async (directory) => {
      const diff = stdout.slice(stdout.indexOf('--- '), stdout.indexOf('Of manifests'))
      await Promise.resolve(writeFileSync(join(directory, 'd'), diff))
      execFileSync('patch', ['-p0', '-i', 'd', '-s'], { cwd: directory })
      expect(readFileSync(join(directory, 'm.yaml'), 'utf8')).toBe(SIMPLER)
    })
  })

  it('prints the files with --fix, comments and order kept, and then finds nothing more', async () => {
    const { code, stdout, stderr } = await simplify(MANIFEST, '--fix')
    expect(code).toBe(0)
    expect(stdout).toBe(SIMPLER)
    expect(stderr).toContain('podfit: logging/agent: 2 terms instead of 3')
    const again = await simplify(SIMPLER)
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('Nothing is simpler for logging/agent.')
    expect(again.stdout).not.toContain('@@')
    expect((await simplify(SIMPLER, '--fix')).stdout).toBe(SIMPLER)
  })

  it('leaves every line alone that the edit does not touch, folded text, blank lines and wide indentation too', async () => {
    const kept = `apiVersion: apps/v1
kind: DaemonSet
metadata:
    name: agent   # the agent
    annotations:
        note: >-
            folded
            over lines


        more: |
            literal
              text
spec:
    selector: {matchLabels: {app: agent}}
    template:
        metadata: {labels: {app: agent}}
        spec:
            tolerations:
            - { operator: Exists,
                key: "b" } # two lines
            - {key: a, operator: Exists}   # first
`
    const behind = `            containers:
              - name: c
                command: ["sh", "-c",
                  "sleep 1"]


                image: "x:1"
---
kind: ConfigMap
apiVersion: v1
metadata: {name: x}
`
    const needless = `            - key: a
              operator: Equal
              value: x
`
    const { stdout } = await simplify(`${kept}${needless}${behind}`, '--fix')
    expect(stdout).toBe(`${kept}${behind}`)
    const inFlow = `            - {key: "c",
                operator: Exists}
            - {key: "c", operator: Equal,
                value: x} # needless
`
    const flow = await simplify(`${kept}${inFlow}${behind}`, '--fix')
    expect(flow.stdout).toBe(
      `${kept}            - {key: "c",
                operator: Exists}
${behind}`,
    )
    const json = `{
  "apiVersion": "apps/v1", "kind": "DaemonSet",
  "metadata": {"name": "agent", "labels": {"a": "b",
    "c": "d"}},
  "spec": {
    "selector": {"matchLabels": {"app": "agent"}},
    "template": {
      "metadata": {"labels": {"app": "agent"}},
      "spec": {
        "containers": [{"name": "c", "image": "x"}],
        "tolerations": [
          {
            "operator": "Exists"
          }LEFT
        ]
      }
    }
  }
}
`
    const left = `,
          {
            "key": "a",
            "operator": "Exists"
          }`
    const ofJson = await podfit(['simplify', '-f', '@m.json', '--fix'], {
      files: { 'm.json': json.replace('LEFT', left) },
    })
    expect(ofJson.stdout).toBe(json.replace('LEFT', ''))
  })

  it('says where its diff is no patch: lines that end in a carriage return, tabs, lines that are cut', async () => {
    const note = 'no patch: --fix prints the files as they would be.'
    expect((await simplify(MANIFEST)).stdout).not.toContain(note)
    expect((await simplify(MANIFEST.replaceAll('\n', '\r\n'))).stdout).toContain(note)
    const long = MANIFEST.replace('# everything', `# ${'x'.repeat(500)}`)
    expect((await simplify(long)).stdout).toContain(note)
  })

  it('ends with 2 where there is something to simplify, if that is asked', async () => {
    expect((await simplify(MANIFEST, '--detailed-exitcode')).code).toBe(2)
    expect((await simplify(SIMPLER, '--detailed-exitcode')).code).toBe(0)
  })

  it('prints JSON with the patch, the sizes, the proof and the diff', async () => {
    const { stdout } = await simplify(MANIFEST, '-o', 'json')
    const answer = JSON.parse(stdout) as {
      readonly daemonSets: readonly object[]
      readonly files: readonly { readonly diff: readonly string[] }[]
    }
    expect(answer.daemonSets).toMatchObject([
      {
        daemonSet: 'logging/agent',
        code: 'Simplified',
        before: { terms: 3, tolerations: 2 },
        after: { terms: 2, tolerations: 1 },
        exact: true,
        proof: { code: 'Proved' },
        origin: { file: 'm.yaml', line: 10 },
      },
    ])
    expect(answer.files[0]?.diff.slice(0, 2)).toEqual(['--- m.yaml', '+++ m.yaml'])
  })

  it('prints Markdown, with a fence that the manifest cannot end', async () => {
    const { stdout } = await simplify(MANIFEST.replace('# first', '# ``` first'), '-o', 'markdown')
    expect(stdout).toContain('**1 of 1 DaemonSet can be said shorter.**')
    expect(stdout.match(/^`{4,}(?:diff)?$/gm)).toEqual(['````diff', '````'])
  })

  it('cuts a diff in Markdown that a comment would not take', async () => {
    const more = Array.from(
      { length: 400 },
      (_, i) => `        - { key: k${i}, operator: Exists }\n`,
    ).join('')
    const text = `${HEAD}      tolerations:\n        - operator: Exists\n${more}`
    const { stdout } = await simplify(text, '-o', 'markdown')
    expect(stdout).toMatch(/\n```\n\n\d+ more lines of diff \(-o json\)\./)
  })

  it.each([
    [
      'where nothing is selected',
      `              - matchExpressions:
                  - { key: zone, operator: In, values: [a] }
                  - { key: zone, operator: DoesNotExist }
`,
      'No node that can exist is selected (podfit lint says why) by logging/agent.',
    ],
    [
      'where there is too much to try everything',
      Array.from(
        { length: 20 },
        (_, i) =>
          `              - matchExpressions: [{ key: k${i}, operator: In, values: [p, q] }]\n`,
      ).join(''),
      'Nothing simpler was found, and not everything could be tried, for logging/agent.',
    ],
  ])('says %s', async (_, terms, sentence) => {
    const { code, stdout } = await simplify(`${HEAD}${affinity(terms)}`)
    expect(code).toBe(0)
    expect(stdout).toContain(sentence)
  })

  it('says that there may be something shorter still', async () => {
    const terms = Array.from(
      { length: 20 },
      (_, i) =>
        `              - matchExpressions: [{ key: k${i}, operator: In, values: [x] }, { key: k${i}, operator: Exists }]\n`,
    ).join('')
    const { stdout } = await simplify(`${HEAD}${affinity(terms)}`)
    expect(stdout).toContain('20 requirements instead of 40')
    expect(stdout).toContain('there may be something shorter still')
    expect(stdout).toContain('proved')
  })

  it('changes nothing that an alias repeats, and says so', async () => {
    const body = `spec:
    selector: { matchLabels: { app: agent } }
    template:
      metadata: { labels: { app: agent } }
      spec:
        containers: [{ name: a, image: b }]
        tolerations: `
    const item = (name: string, tolerations: string) =>
      `- apiVersion: apps/v1\n  kind: DaemonSet\n  metadata: { name: ${name} }\n  ${body}${tolerations}\n`
    const text = `apiVersion: v1\nkind: List\nitems:\n${item('a', '&all [{ operator: Exists }, { key: gpu, operator: Exists }]')}${item('b', '*all')}`
    const { code, stdout, stderr } = await simplify(text)
    expect(code).toBe(4)
    expect(`${stdout}${stderr}`).toContain('not simplified: it is shared by an alias')
    expect(stdout).not.toContain('@@')
  })

  it('tells what is refused as refused, and simplifies the others', async () => {
    const broken = HEAD.replace('name: agent', 'name: Agent!')
    const { code, stdout } = await simplify(`${broken}---\n${MANIFEST}`)
    expect(code).toBe(1)
    expect(stdout).toContain('Agent!')
    expect(stdout).toContain('logging/agent: 2 terms instead of 3')
  })

  it('looks at the DaemonSets of a cluster where there are no manifests, in JSON as well', async () => {
    const tolerations = [{ operator: 'Exists' }, { key: 'gpu', operator: 'Exists' }]
    const daemonSet = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace: 'a', uid: 'u1' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: { metadata: { labels: { app: 'a' } }, spec: { tolerations } },
      },
    }
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [daemonSet] }, null, 2)
    const { stdout } = await podfit(['simplify', '-f', '@c.json'], { files: { 'c.json': text } })
    expect(stdout).toContain('a/agent: 1 toleration instead of 2')
    expect(stdout).toContain('-                "key": "gpu",')
  })

  it('leaves namespaces to -n, and says when that leaves nothing', async () => {
    const { code, stdout } = await simplify(MANIFEST, '-n', 'other')
    expect(code).not.toBe(0)
    expect(stdout).not.toContain('instead of')
  })

  it.each([
    [[], 'give the manifests with -f FILE'],
    [['-f', '/not/there.yaml'], '/not/there.yaml'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await podfit(['simplify', ...args])
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })
})
