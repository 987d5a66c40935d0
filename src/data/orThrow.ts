import * as E from 'fp-ts/Either'
import { formatFieldPath, type FieldPath } from './fieldPath.js'
import { isJsonObject } from './own.js'

/**
 * What every fault has: a stable code and, where it is about a place in the input, the path.
 *
 * @since 0.2.0
 */
export interface Fault {
  readonly code: string
  readonly path?: FieldPath | undefined
}

/**
 * Why there is no answer: one fault or more.
 *
 * @since 0.2.0
 */
export type Faults<F extends Fault> = readonly [F, ...F[]]

/**
 * The right side of an answer, for scripts and tests that want no `Either`.
 *
 * - **Errors** Throws an `Error` whose message lists the faults, one a line. The one function here that throws.
 *
 * @example
 * import { daemonSetPolicy, decide, orThrow } from 'podfit'
 *
 * decide(orThrow(daemonSetPolicy({})), { metadata: { name: 'n1' } }) // => 'run'
 *
 * @since 0.2.0
 */
export const orThrow = <A>(answer: E.Either<readonly Fault[], A>): A => {
  if (E.isRight(answer)) return answer.right
  throw new Error(answer.left.map(faultText).join('\n'))
}

const faultText = ({ code, path, ...evidence }: Fault): string => {
  const place = path === undefined || path.length === 0 ? '' : ` at ${formatFieldPath(path)}`
  const said = evidenceText(evidence)
  return said === '' ? `${code}${place}` : `${code}${place}: ${said}`
}

const evidenceText = (evidence: object): string => {
  if (!isJsonObject(evidence)) return ''
  const { expected, found, message } = evidence
  if (typeof message === 'string') return message
  if (typeof expected === 'string' && typeof found === 'string') {
    return `expected ${expected}, found ${found}`
  }
  return Object.entries(evidence)
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
    .join(', ')
}
