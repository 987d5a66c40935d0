import { readFileSync } from 'node:fs'
import { respond, type AdmissionRule } from 'podfit/admission'
import { describe, expect, it } from 'vitest'
import { policyInputs, requestOf, RULES } from '../support/policyInputs.js'

const file = new URL('../../examples/policies/rules.mjs', import.meta.url).href
const { rules } = (await import(file)) as {
  readonly rules: Readonly<Record<string, AdmissionRule>>
}

describe('the rules that policy engines are compared with', () => {
  it.each(policyInputs())('$rule, $input: $right', ({ rule, right, ...given }) => {
    const review = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: requestOf(given),
    }
    const rulesOf = rules[rule] === undefined ? [] : [rules[rule]]
    expect(rulesOf).toHaveLength(1)
    const { allowed } = respond(review, rulesOf, { mutating: false }).response
    expect(allowed ? 'allow' : 'deny').toBe(right)
  })

  it('stand on the page as they are', () => {
    const page = readFileSync('docs/how-to/beside-policy-engines.md', 'utf8')
    const rows = page
      .split('\n')
      .filter((line) => /^\| .* \| (?:allow|deny) +\|/.test(line))
      .map((line) =>
        line
          .split('|')
          .map((cell) => cell.trim().replaceAll('**', ''))
          .slice(1, -1),
      )
    expect(rows).toEqual(
      RULES.flatMap((rule) =>
        policyInputs()
          .filter((each) => each.rule === rule)
          .map(({ input, right, rego, vap, kyverno }) => [input, right, rego, vap, kyverno]),
      ),
    )
  })
})
