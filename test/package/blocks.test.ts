import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { parseAllDocuments } from 'yaml'

/**
 * What README and the how-to pages tell a reader to type, typed: the packed tarball is what `npm install podfit` gets,
 * the files that the pages read are where a clone has them, and kubectl, helm and gh are stood in for.
 */
const root = process.cwd()
const PAGES = [
  'README.md',
  ...readdirSync('docs/how-to')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/how-to/${name}`),
]

/** Lines that are not typed, each with the reason. */
const NOT_TYPED: Readonly<Record<string, string>> = {
  'npm ci && npm run demo': 'two steps of .ci/run, on the clone itself',
  'npm ci && npm test': 'two steps of .ci/run, of which this test is a part',
  'TLS_KEY=tls.key TLS_CERT=tls.crt':
    'a server, which does not end; test/examples/webhook.test.ts starts it',
  'curl --cacert tls.crt': 'asks that server; test/examples/webhook.test.ts does',
}

/** Lines that end with another code than 0, each with the reason. */
const CODES: Readonly<Record<string, readonly [code: number, why: string]>> = {
  'helm template my-chart | npx podfit lint -f - --fail-on warning -o github': [
    1,
    'the chart asks for a deprecated label, which --fail-on is there to find',
  ],
}

interface Block {
  readonly page: string
  readonly place: string
  readonly language: 'sh' | 'console'
  readonly code: string
}

const blocksOf = (page: string): readonly Block[] => {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```(sh|console)\n([^]*?)^```$/gm)].map((match) => ({
    page,
    place: `${page}:${text.slice(0, match.index).split('\n').length}`,
    language: match[1] === 'sh' ? 'sh' : 'console',
    code: match[2] ?? '',
  }))
}

interface KubernetesObject {
  readonly kind: string
  readonly metadata: { readonly name: string }
}

const objectsOf = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject)

/** A recorded cluster under the names of the pages. */
const snapshot = (): readonly KubernetesObject[] => {
  const text = readFileSync('test/fixtures/kind.json', 'utf8')
    .replaceAll('kind-worker2', 'worker-3')
    .replaceAll('kind-worker', 'worker-1')
    .replaceAll('prometheus-node-exporter', 'my-agent')
    .replaceAll('kindnet', 'ebs-csi-node')
  const { items } = JSON.parse(text) as { readonly items: readonly KubernetesObject[] }
  const others = ['kube-system', 'logging', 'monitoring'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }))
  return [
    ...items,
    ...others,
    ...objectsOf(readFileSync('test/fixtures/threads/karpenter-pools.yaml', 'utf8')),
  ]
}

const list = (items: readonly object[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items })

const AGENT = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: my-agent
  namespace: monitoring
spec:
  selector: { matchLabels: { app: my-agent } }
  template:
    metadata: { labels: { app: my-agent } }
    spec:
      nodeSelector: { kubernetes.io/os: linux }
      containers: [{ name: agent, image: "{{ image }}" }]
`

const SUITE = `apiVersion: podfit/v1
kind: Suite
metadata: { name: agents }
tests:
  - name: production
    objects: [cluster.json]
    cases:
      - name: logs are collected on the workers
        assertions:
          - runsOnEvery: { daemonSets: [fluent-bit], nodes: { names: [worker-1, worker-3] } }
`

const folder = mkdtempSync(join(tmpdir(), 'podfit-blocks-'))
const clone = join(folder, 'clone')

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: [
    join(root, 'test/package/stubs'),
    join(clone, 'node_modules/.bin'),
    process.env['PATH'],
  ].join(delimiter),
  HOME: folder,
  SNAPSHOT: join(folder, 'snapshot.json'),
  npm_config_cache: join(folder, 'npm'),
  npm_config_update_notifier: 'false',
  ...more,
})

interface Typed {
  readonly code: number
  /** Everything printed, as a terminal shows it. */
  readonly printed: string
}

const type = (line: string, cwd: string, env = environment()): Promise<Typed> =>
  new Promise((resolve) => {
    const child = execFile(
      'bash',
      ['-o', 'pipefail', '-c', `exec 2>&1\n${line}`],
      { cwd, env, maxBuffer: 2 ** 26 },
      (error, printed) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), printed })
      },
    )
    child.stdin?.end()
  })

/** A registry that has podfit and nothing else, for as long as something is installed from it. */
const installed = async (): Promise<Typed> => {
  const tarball = readFileSync(inject('tarball'))
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
  const server = createServer((request, response) => {
    if (request.url === '/podfit.tgz') return response.end(tarball)
    if (request.url !== '/podfit') return response.writeHead(404).end('{}')
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
    const dist = { tarball: `http://${request.headers.host}/podfit.tgz`, integrity }
    const versions = { [manifest.version]: { ...manifest, dist } }
    return response.end(
      JSON.stringify({ name: 'podfit', 'dist-tags': { latest: manifest.version }, versions }),
    )
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const [line = ''] = readFileSync('README.md', 'utf8').match(/^npm install podfit.*$/m) ?? []
  const env = environment({
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_audit: 'false',
  })
  const typed = await type(line, clone, env)
  server.close()
  return typed
}

/** The folder in which a page is read: a clone, with the files that the pages call the reader's own. */
const readersFolder = (page: string): string => {
  const own = join(clone, 'pages', page.replaceAll(/\W/g, '-'))
  mkdirSync(join(own, 'chart/templates'), { recursive: true })
  mkdirSync(join(own, 'manifests'))
  symlinkSync(join(root, 'examples'), join(own, 'examples'))
  symlinkSync(join(root, 'test'), join(own, 'test'))
  const write = (name: string, text: string): void => writeFileSync(join(own, name), text)
  const objects = snapshot()
  const nodes = objects.filter(({ kind }) => kind === 'Node')
  const updated = objects
    .filter(
      ({ kind, metadata: { name } }) =>
        kind === 'DaemonSet' && /^(fluent-bit|my-agent)$/.test(name),
    )
    .map(
      (object) =>
        JSON.parse(
          JSON.stringify(object).replaceAll(/("image":"[^":]+):[^"]*"/g, '$1:9.9.9"'),
        ) as object,
    )
  write('cluster.json', list(objects))
  write('nodes.json', list(nodes))
  write('manifest.yaml', list(updated))
  write('agents.yaml', SUITE)
  write('manifests/agent.yaml', AGENT.replaceAll('my-agent', 'other').replace('{{ image }}', 'a:1'))
  const templates = readFileSync(join(root, 'docs/how-to/new-node-pool.md'), 'utf8')
  write('pool.yaml', /^```yaml\n([^]*?)^```$/m.exec(templates)?.[1] ?? '')
  write('chart/templates/agent.yaml', AGENT)
  write('chart/values.yaml', 'image: agent:1\n')
  cpSync(join(own, 'chart'), join(own, 'my-chart'), { recursive: true })
  write('my-chart/templates/agent.yaml', AGENT.replace('kubernetes.io/os', 'beta.$&'))
  const git = (...args: readonly string[]): void =>
    void execFileSync(
      'git',
      ['-c', 'user.name=reader', '-c', 'user.email=r@example.com', ...args],
      { cwd: own },
    )
  git('init', '--quiet')
  git('add', 'chart')
  git('commit', '--quiet', '-m', 'A chart')
  write('chart/values.yaml', 'image: agent:2\n')
  return own
}

const isTyped = (line: string): boolean =>
  line.trim() !== '' && !Object.keys(NOT_TYPED).some((start) => line.startsWith(start))

/** Types the lines of a page one after the other, and says what did not end as it should. */
const read = async (page: string, own: string): Promise<readonly string[]> => {
  const wrong: string[] = []
  for (const { place, language, code } of blocksOf(page)) {
    if (language === 'console') {
      const lines = code.split('\n').filter((line) => line.startsWith('$ '))
      let printed = ''
      for (const line of lines) printed += `${line}\n${(await type(line.slice(2), own)).printed}`
      if (printed !== code) wrong.push(`${place} prints\n${printed}`)
      continue
    }
    for (const line of code.split('\n').filter(isTyped)) {
      if (line.startsWith('npm install podfit')) continue
      const typed = await type(line, own)
      const [expected] = CODES[line] ?? [0]
      if (typed.code !== expected)
        wrong.push(`${place} ends with ${typed.code}: ${line}\n${typed.printed}`)
      const goesToFile = /> ?\S+\.(json|yaml)$|^mkdir/.test(line)
      if (!goesToFile && typed.printed.trim() === '') wrong.push(`${place} prints nothing: ${line}`)
    }
  }
  return wrong
}

beforeAll(async () => {
  mkdirSync(clone)
  writeFileSync(join(clone, 'package.json'), '{ "name": "reader", "private": true }\n')
  writeFileSync(join(folder, 'snapshot.json'), list(snapshot()))
  const { code, printed } = await installed()
  expect({ code, printed }).toMatchObject({ code: 0 })
  expect(printed).toMatch(/added 1 package/)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.concurrent('what a reader types, with the packed tarball installed', () => {
  it.each(PAGES.filter((page) => blocksOf(page).length > 0))('%s', async (page) => {
    expect(await read(page, readersFolder(page))).toEqual([])
  })

  it('the block of the README, with the cluster of the clone', async () => {
    const own = readersFolder('the README with a recorded cluster')
    const [, , block] = blocksOf('README.md')
    const kind = JSON.parse(readFileSync('test/fixtures/kind.json', 'utf8')) as {
      items: readonly KubernetesObject[]
    }
    writeFileSync(
      join(own, 'manifest.yaml'),
      list(kind.items.filter(({ metadata: { name } }) => name === 'fluent-bit')),
    )
    const lines = (block?.code ?? '')
      .split('\n')
      .filter((line) => line.includes(' -f cluster.json'))
      .map((line) =>
        line
          .replaceAll('cluster.json', 'test/fixtures/kind.json')
          .replaceAll('worker-3', 'kind-worker2'),
      )
    expect(lines.length).toBeGreaterThan(7)
    for (const line of lines) {
      const typed = await type(line, own)
      expect(typed, line).toMatchObject({ code: 0 })
    }
  })

  it('a comment of a pull request', async () => {
    const own = readersFolder('comment')
    const text = readFileSync('docs/how-to/in-ci.md', 'utf8')
    const line = /`(podfit diff …[^`]*gh pr comment[^`]*)`/.exec(text)?.[1] ?? ''
    const env = environment({ PR: '7', COMMENT: join(own, 'comment.md') })
    const typed = await type(line.replace('…', '-f cluster.json --apply manifest.yaml'), own, env)
    expect(typed).toEqual({ code: 0, printed: '' })
    expect(readFileSync(join(own, 'comment.md'), 'utf8')).toContain('| monitoring/my-agent |')
  })

  it('no reason is given for lines that are gone', () => {
    const lines = PAGES.flatMap(blocksOf).flatMap(({ code }) => code.split('\n'))
    for (const start of [...Object.keys(NOT_TYPED), ...Object.keys(CODES)])
      expect(
        lines.filter((line) => line.startsWith(start)),
        start,
      ).not.toEqual([])
  })
})
