import type { FieldIssue } from '../../reason/fieldIssue.js'
import { upstreamPath } from './fieldErrorText.js'
import { goQuote } from './goText.js'

/**
 * What the strict decoding of the API server says of a field, in its words; of a wrong type, and of a field that it
 * drops without a word, in podfit's.
 *
 * - **Upstream** sigs.k8s.io/json `internal/golang/encoding/json/kubernetes_patch.go` strictError; go.yaml.in/yaml/v2 `decode.go` setMapIndex
 *
 * @example
 * import { checkFields } from 'podfit/fields'
 * import { fieldIssueText } from 'podfit/report'
 *
 * const found = checkFields({ apiVersion: 'v1', kind: 'Node', spec: { taint: [] } })
 * found._tag === 'Right' && found.right.map(fieldIssueText) // => ['unknown field "spec.taint"']
 *
 * @since 0.2.0
 */
export const fieldIssueText = (issue: FieldIssue): string => {
  const at = upstreamPath(issue.path)
  switch (issue.code) {
    case 'UnknownField':
      return `unknown field ${goQuote(at)}`
    case 'DuplicateField':
      return `duplicate field ${goQuote(at)}`
    case 'DuplicateKey':
      return `line ${issue.line}: key ${issue.plain === true ? issue.key : goQuote(issue.key)} already set in map`
    case 'WrongType':
      return `cannot decode ${at === '' ? 'it' : goQuote(at)}: expected ${issue.expected}, found ${issue.found}`
    case 'GateOff':
      return `${goQuote(at)} is dropped without a word: the feature gate ${issue.gate} is off`
  }
}
