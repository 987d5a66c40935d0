import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { policyInputs, requestOf } from '../support/policyInputs.js'
import { printed } from './project.js'

/** The release of OPA that is asked; the module proxy has it. */
const OPA = 'v1.22.3'

const folder = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  `podfit/interop/opa-${OPA}`,
)
const opa = join(folder, 'opa')
const hasGo =
  existsSync(opa) || process.env['PATH']?.split(':').some((at) => existsSync(join(at, 'go')))

beforeAll(() => {
  if (existsSync(opa) || hasGo !== true) return
  mkdirSync(folder, { recursive: true })
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '-p=1' }
  execFileSync('go', ['install', `github.com/open-policy-agent/opa@${OPA}`], { env })
}, 1_800_000)

describe.skipIf(hasGo !== true)('the example in Rego, asked by OPA', () => {
  it.each(policyInputs())('$rule, $input: $rego', async ({ rule, rego, ...given }) => {
    const review = { request: requestOf(given) }
    const query = `data.tolerations.${rule}`
    const args = ['eval', '--format=raw', '-d', 'examples/policies/tolerations.rego', query]
    const denials = await printed(
      opa,
      [...args, '--stdin-input'],
      process.cwd(),
      {},
      JSON.stringify(review),
    )
    expect(denials.trim() === '[]' ? 'allow' : 'deny').toBe(rego)
  })
})
