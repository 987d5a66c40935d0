import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { objectOf, policyInputs } from '../support/policyInputs.js'
import { printed } from './project.js'

/** The release of Kyverno that is asked; the module proxy has it. */
const KYVERNO = 'v1.19.1'

const folder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  `podfit/interop/kyverno-${KYVERNO}`,
)
const kyverno = join(folder, 'kubectl-kyverno')
const hasGo =
  existsSync(kyverno) || process.env['PATH']?.split(':').some((at) => existsSync(join(at, 'go')))

beforeAll(() => {
  if (existsSync(kyverno) || hasGo !== true) return
  mkdirSync(folder, { recursive: true })
  // Its module replaces others, which `go install` refuses: it is built in a copy of its sources.
  const sources = mkdtempSync(join(tmpdir(), 'podfit-kyverno-'))
  const download = ['mod', 'download', '-json', `github.com/kyverno/kyverno@${KYVERNO}`]
  const { Dir } = JSON.parse(execFileSync('go', download, { encoding: 'utf8' })) as { Dir: string }
  cpSync(Dir, sources, { recursive: true })
  execFileSync('chmod', ['-R', 'u+w', sources])
  const build = ['build', '-p=1', '-o', kyverno, './cmd/cli/kubectl-kyverno']
  execFileSync('go', build, { cwd: sources, stdio: 'ignore' })
  rmSync(sources, { recursive: true })
}, 3_600_000)

/** The names of the policies, by the rules. */
const POLICIES: Readonly<Record<string, string>> = {
  controlPlane: 'control-plane',
  spot: 'spot',
  gpu: 'gpu',
}

interface Report {
  readonly results: readonly {
    readonly policy: string
    readonly result: string
    readonly resources: readonly { readonly name: string }[]
  }[]
}

describe.skipIf(hasGo !== true)('the example for Kyverno, asked by its command', () => {
  it('says of each input what stands beside it', async () => {
    const inputs = policyInputs()
    const named = inputs.map((given, i) => ({
      ...objectOf(given),
      metadata: { name: `p${i}`, namespace: 'default' },
    }))
    const at = mkdtempSync(join(tmpdir(), 'podfit-kyverno-'))
    const file = join(at, 'objects.yaml')
    writeFileSync(file, named.map((object) => `---\n${JSON.stringify(object)}\n`).join(''))
    const args = ['apply', 'examples/policies/kyverno.yaml', '--resource', file, '--policy-report']
    const text = await printed(
      'sh',
      ['-c', '"$0" "$@" || true', kyverno, ...args],
      process.cwd(),
      {},
    )
    rmSync(at, { recursive: true })
    const { results } = parse(text.slice(text.indexOf('apiVersion:'))) as Report
    const said = inputs.map(({ rule }, i) => {
      const found = results.filter(
        ({ policy, resources }) =>
          policy === POLICIES[rule] && resources.some(({ name }) => name === `p${i}`),
      )
      return found.some(({ result }) => result === 'fail') ? 'deny' : 'allow'
    })
    expect(said).toEqual(inputs.map((given) => given.kyverno))
  })
})
