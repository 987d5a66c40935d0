import { describe, expect, it } from 'vitest'
import { aDaemonSet, aNode } from '../../../../src/testing/builders.js'
import { podfit } from '../../../support/world.js'

const MANIFEST = `# The agent.
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent   # its name
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata:
      labels: {app: agent}
    spec:
      nodeSelector:
        # where
        beta.kubernetes.io/os: linux  # everywhere
        kubernetes.io/arch: "x86_64"
      tolerations:
      - key: node-role.kubernetes.io/master
        operator: Exists
        effect: NoSchedule
      # comes and goes
      - key: node.kubernetes.io/disk-pressure
        operator: Exists
        effect: NoSchedule
      containers:
        - name: agent
          image: agent:1

          args: ["-v"]
`

const FIXED = `# The agent.
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent   # its name
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata:
      labels: {app: agent}
    spec:
      nodeSelector:
        # where
        kubernetes.io/os: linux # everywhere
        kubernetes.io/arch: "amd64"
      tolerations:
      - key: node-role.kubernetes.io/master
        operator: Exists
        effect: NoSchedule
      - key: node-role.kubernetes.io/control-plane
        operator: Exists
        effect: NoSchedule
      containers:
        - name: agent
          image: agent:1

          args: ["-v"]
`

const lintOf = async (text: string, ...args: readonly string[]) =>
  await podfit(['lint', '-f', '@m.yaml', ...args], { files: { 'm.yaml': text } })

const codesOf = (stdout: string): readonly string[] =>
  [...stdout.matchAll(/^\w+ .* \[(\w+)\]$/gm)].map(([, code = '']) => code)

describe('podfit lint', () => {
  it('lists what a manifest alone shows, with file and line, and what it did not look for', async () => {
    const { code, stdout, stderr } = await lintOf(MANIFEST)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(codesOf(stdout)).toEqual([
      'MisspelledLabel',
      'DeprecatedLabel',
      'DeprecatedTaint',
      'AutomaticToleration',
    ])
    expect(stdout).toContain(
      '    at m.yaml:15: spec.template.spec.nodeSelector["kubernetes.io/arch"]',
    )
    expect(stdout).toContain('Not checked (nodes not given): RunsNowhere, RunsOnVirtualNode')
  })

  it('ends with 0 where there is nothing wrong', async () => {
    expect((await lintOf(FIXED)).code).toBe(0)
  })

  it('prints with --fix what is put right, in the letters of the file', async () => {
    const { code, stdout, stderr } = await lintOf(MANIFEST, '--fix')
    expect(code).toBe(0)
    expect(stdout).toBe(FIXED)
    expect(stderr).toContain(
      'fixed: m.yaml: DaemonSet default/agent: tolerates node.kubernetes.io/disk-pressure:NoSchedule',
    )
    expect(stderr.match(/AutomaticToleration/g)).toHaveLength(1)
    expect((await lintOf(stdout, '--fix')).stdout).toBe(FIXED)
  })

  it('takes severities: what is off is not told, and not put right', async () => {
    const args = ['--severity', 'MisspelledLabel=info', '--severity', 'DeprecatedLabel=off']
    const { code, stdout } = await lintOf(MANIFEST, ...args)
    expect(code).toBe(0)
    expect(codesOf(stdout)).toEqual(['DeprecatedTaint', 'AutomaticToleration', 'MisspelledLabel'])
    expect((await lintOf(MANIFEST, '--fix', ...args)).stdout).toContain('beta.kubernetes.io/os')
    expect((await lintOf(MANIFEST, '--severity', 'AutomaticToleration=error')).code).toBe(1)
  })

  it.each([
    ['MisspeledLabel=off', 'there is no rule MisspeledLabel; did you mean MisspelledLabel?'],
    ['MisspelledLabel', 'expected CODE=SEVERITY'],
    ['MisspelledLabel=bad', 'expected CODE=SEVERITY'],
    ['MisspelledLabel=off=off', 'expected CODE=SEVERITY'],
  ])('refuses --severity %s', async (given, message) => {
    const { code, stderr } = await lintOf(MANIFEST, '--severity', given)
    expect(code).toBe(3)
    expect(stderr).toContain(message)
  })

  it('is silenced by an annotation that says why, and says so where it silences nothing', async () => {
    const annotated = (lines: string) =>
      MANIFEST.replace('spec:\n', `  annotations:\n${lines}spec:\n`)
    const known = await lintOf(
      annotated('    ignore.podfit/MisspelledLabel: our kubelet says so\n'),
    )
    expect(codesOf(known.stdout)).not.toContain('MisspelledLabel')
    expect(known.code).toBe(0)
    const odd = annotated(
      [
        "    ignore.podfit/MisspelledLabel: ' '",
        '    ignore.podfit/ImpliedTerm: there was one',
        '    ignore.podfit/RunsNowhere: cannot be said without nodes',
        '    ignore.podfit/Mispelled: really',
        '',
      ].join('\n'),
    )
    const { stdout } = await lintOf(odd)
    expect(stdout.split('\n').filter((line) => line.includes('the annotation'))).toEqual([
      'warning DaemonSet default/agent: the annotation ignore.podfit/MisspelledLabel says no reason [IgnoreAnnotation]',
      'warning DaemonSet default/agent: the annotation ignore.podfit/Mispelled silences nothing: there is no such rule [IgnoreAnnotation]',
      'note DaemonSet default/agent: the annotation ignore.podfit/ImpliedTerm silences nothing: ImpliedTerm finds nothing here [IgnoreAnnotation]',
    ])
  })

  it('looks at a manifest that the API server refuses, and can put it right', async () => {
    const refused = FIXED.replace('effect: NoSchedule', 'effect: NoSchedule\n        value: a')
    const { code, stdout } = await lintOf(refused)
    expect(code).toBe(1)
    expect(stdout).toContain('the API server refuses it')
    expect(codesOf(stdout)).toEqual(['ExistsWithValue'])
    expect(await lintOf(refused, '--fix')).toMatchObject({ code: 0, stdout: FIXED })
  })

  it('looks at a refused manifest of a list that says the kind of its items', async () => {
    const items = FIXED.replace('effect: NoSchedule', 'effect: NoSchedule\n        value: a')
      .replace(/^#.*\n.*\nkind: .*\n/, '')
      .replaceAll(/^(?=.)/gm, '  ')
    const list = `apiVersion: apps/v1\nkind: DaemonSetList\nitems:\n- ${items.trimStart()}`
    expect(codesOf((await lintOf(list)).stdout)).toEqual(['ExistsWithValue'])
    const { stdout } = await lintOf(list, '--fix')
    expect(stdout).toBe(list.replace(/ *value: a\n/, ''))
  })

  it('looks at manifests beside a cluster, and then at all rules', async () => {
    const live = aDaemonSet({ podSpec: { tolerations: [{ operator: 'Exists' }] } })
    const cluster = JSON.stringify([live, aNode('n1', { labels: { 'kubernetes.io/os': 'linux' } })])
    const files = { 'm.yaml': FIXED, 'c.json': cluster }
    const { stdout } = await podfit(['lint', '-f', '@m.yaml', '-f', '@c.json'], { files })
    expect(codesOf(stdout)).toEqual(['RunsNowhere', 'UnusedToleration', 'UnusedToleration'])
    const alone = await podfit(['lint', '-f', '@c.json'], { files })
    expect(codesOf(alone.stdout)).toContain('BlanketToleration')
  })

  it('keeps to a namespace', async () => {
    const elsewhere = aDaemonSet({
      metadata: { namespace: 'x' },
      podSpec: { tolerations: [{ operator: 'Exists' }] },
    })
    const text = JSON.stringify([elsewhere])
    expect(codesOf((await lintOf(text)).stdout)).toEqual(['BlanketToleration'])
    expect((await lintOf(text, '-n', 'y')).code).toBe(4)
  })

  it('does not take nothing for nothing wrong', async () => {
    expect(await lintOf('kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n')).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('no DaemonSets in the input') as string,
    })
    expect((await podfit(['lint'])).code).toBe(3)
    expect((await podfit(['lint', '-f', 'nowhere.yaml', '--fix'])).code).toBe(3)
  })

  it.each(['json', 'yaml', 'markdown', 'junit', 'sarif', 'github'])('writes %s', async (format) => {
    const { code, stdout } = await lintOf(MANIFEST, '-o', format)
    expect(code).toBe(1)
    expect(stdout).toContain('MisspelledLabel')
    if (format === 'json') {
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [
          {
            code: 'MisspelledLabel',
            near: 'amd64',
            fix: [{ op: 'replace', value: 'amd64' }],
            origin: { file: 'm.yaml', line: 15 },
          },
          {},
          {},
          {},
        ],
      })
    }
    if (format === 'github') expect(stdout).toContain('file=m.yaml,line=15')
  })
})

describe('podfit lint --fix', () => {
  const needless = `{key: node.kubernetes.io/disk-pressure, operator: Exists, effect: NoSchedule}`
  const small = (tolerations: string, kind = 'DaemonSet'): string =>
    `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec:\n${tolerations}      containers: [{name: a, image: 'a:1'}]\n`

  it('keeps the other documents, what stands between them, and lists', async () => {
    const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name:   x}\ndata: {a:   "b"}\n'
    const text = `---\n# Source: a/templates/x.yaml\n${other}---\n# Source: a/templates/ds.yaml\n${small(`      tolerations: [${needless}]\n`)}`
    expect((await lintOf(text, '--fix')).stdout).toBe(text.replace(/ {6}tolerations.*\n/, ''))
    const items = small(`      tolerations: [${needless}]\n`).replaceAll(/^/gm, '  ').trimEnd()
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${items.trimStart()}\n`
    expect((await lintOf(list, '--fix')).stdout).toBe(list.replace(/ {8}tolerations.*\n/, ''))
  })

  it('writes JSON with the indentation that it has', async () => {
    const object = (tolerations: object) => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'a' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'a' } },
          spec: { ...tolerations, containers: [{ name: 'a', image: 'a:1' }] },
        },
      },
    })
    const tolerations = [
      { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
    ]
    for (const indent of [undefined, 2, 4, '\t']) {
      const { stdout } = await lintOf(
        `${JSON.stringify(object({ tolerations }), null, indent)}\n`,
        '--fix',
      )
      expect(stdout).toBe(`${JSON.stringify(object({}), null, indent)}\n`)
    }
  })

  it('writes what is new in JSON with tabs where the rest has them', async () => {
    const written = (selector: string): string =>
      `{\n\t"apiVersion": "apps/v1",\n\t"kind": "DaemonSet",\n\t"metadata": {"name": "a"},\n\t"spec": {\n\t\t"selector": {"matchLabels": {"app": "a"}},\n\t\t"template": {\n\t\t\t"metadata": {"labels": {"app": "a"}},\n\t\t\t"spec": {\n\t\t\t\t"nodeSelector": ${selector},\n\t\t\t\t"containers": [{"name": "a", "image": "a:1"}]\n\t\t\t}\n\t\t}\n\t}\n}\n`
    const { stdout } = await lintOf(
      written('{"beta.kubernetes.io/os": "linux", "disk": "ssd"}'),
      '--fix',
    )
    const tabs = '\t'.repeat(4)
    expect(stdout).toBe(
      written(`{\n${tabs}\t"disk": "ssd",\n${tabs}\t"kubernetes.io/os": "linux"\n${tabs}}`),
    )
  })

  it('puts right what no alias shares beside what one does', async () => {
    const shared = `      tolerations:\n      - &gpu {key: gpu, operator: Exists, value: a}\n      - ${needless}\n      - *gpu\n`
    const { stdout, stderr, code } = await lintOf(small(shared), '--fix')
    expect(stdout).toBe(small(shared.replace(`      - ${needless}\n`, '')))
    expect(stderr).toContain(
      'fixed: m.yaml: DaemonSet default/a: tolerates node.kubernetes.io/disk-',
    )
    expect(stderr).toContain('not fixed: it is shared by an alias (&, *) or merged (<<)')
    expect(code).toBe(4)
  })

  it('leaves alone what an alias shares or a merge brings, and says so', async () => {
    for (const text of [
      small(`      tolerations: [&t ${needless}]\n`) + '---\nx: y\n',
      small(`      tolerations: &t [${needless}]\n      dnsConfig: {options: *t}\n`),
      small(`      <<: {tolerations: [${needless}]}\n`),
    ]) {
      const { stdout, stderr, code } = await lintOf(text, '--fix')
      if (text.includes('---')) {
        expect(stdout).not.toContain('disk-pressure')
        continue
      }
      expect(stdout).toBe(text)
      expect(code).toBe(4)
      expect(stderr).toContain('not fixed: it is shared by an alias (&, *) or merged (<<)')
    }
  })

  it('writes several files as documents of one', async () => {
    const files = {
      'a.yaml': small('').trimEnd(),
      'b.yaml': `---\n${small('').replace('name: a}', 'name: b}')}`,
    }
    const { stdout } = await podfit(['lint', '-f', '@a.yaml', '-f', '@b.yaml', '--fix'], { files })
    expect(stdout).toBe(`${files['a.yaml']}\n${files['b.yaml']}`)
    const twice = await podfit(['lint', '-f', '@b.yaml', '-f', '@c.yaml', '--fix'], {
      files: { 'b.yaml': files['b.yaml'], 'c.yaml': small('') },
    })
    expect(twice.stdout).toBe(`${files['b.yaml']}---\n${small('')}`)
  })

  it('ends lines as the file does', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
    expect((await lintOf(crlf(MANIFEST), '--fix')).stdout).toBe(crlf(FIXED))
  })

  it('puts YAML in braces right, too', async () => {
    const braces = (tolerations: string): string =>
      `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {${tolerations}containers: [{name: a, image: 'a:1'}]}}}}\n`
    for (const head of ['', '# Its head.\n']) {
      for (const tail of ['', '---\n{apiVersion: v1, kind: ConfigMap, metadata: {name:   x}}\n']) {
        const text = `${head}${braces(`tolerations: [${needless}], `)}${tail}`
        const { stdout, code } = await lintOf(text, '--fix')
        expect(stdout).toBe(`${head}${braces('')}${tail}`)
        expect(code).toBe(0)
      }
    }
  })

  it('says that it cannot change one of several values of JSON', async () => {
    const value = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'a' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'a' } },
          spec: {
            tolerations: [
              { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
            ],
            containers: [{ name: 'a', image: 'a:1' }],
          },
        },
      },
    }
    const text = `${JSON.stringify(value)}\n{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}\n`
    const said = await podfit(['lint', '-f', '@m.json', '--fix'], { files: { 'm.json': text } })
    expect(said).toMatchObject({ code: 4, stdout: text })
    expect(said.stderr).toContain('not fixed: several values')
  })

  it('knows of nodes what it is told, and says so', async () => {
    const text = small('      nodeSelector: {pool: c}\n')
    const known = ['--every-node', 'pool in (a, b)', '--hostname-is-name']
    expect(await lintOf(text)).toMatchObject({ code: 0 })
    const ran = await lintOf(text, ...known)
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain(
      'no node, as far as is known of all of them, can meet nodeSelector.pool',
    )
    expect(ran.stdout).toContain(
      "What holds whatever nodes there are holds for those with --every-node 'pool in (a, b)' --hostname-is-name.",
    )
    const { stdout } = await lintOf(text, ...known, '-o', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      knownOfNodes: ["--every-node 'pool in (a, b)'", '--hostname-is-name'],
      findings: [{ code: 'NeverSelects' }],
    })
    for (const wrong of ['pool in', '', 'a=b,a=c', 'pool in (a),!pool']) {
      const refused = await lintOf(text, '--every-node', wrong)
      expect(refused.code).toBe(3)
      expect(refused.stderr).toContain(`--every-node ${wrong}`)
    }
  })

  it('ends with 1 where what is left fails', async () => {
    const text = small('      nodeSelector: {kubernetes.io/os: beos}\n')
    expect(await lintOf(text, '--fix')).toMatchObject({ code: 1, stdout: text })
  })
})
