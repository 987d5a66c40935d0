import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Taint } from '../kube/taint.js'
import { judge, type Judgement, type PlanCounts } from './judge.js'

/**
 * The matchers by name, for the types of a test runner:
 *
 * `declare module 'vitest' { interface Matchers<T> extends PodfitMatchers<T> {} }`
 *
 * @since 0.2.0
 */
export interface PodfitMatchers<R = void> {
  /** The pods of a DaemonSet, of another workload or of a policy run on a node, or on each of some nodes. */
  toRunOn: (node: Node | readonly Node[]) => R
  /** The same, of every node of a list, which must not be empty. */
  toRunOnEvery: (nodes: readonly Node[]) => R
  /** No pod is started on the node, or on any of some nodes. One that is there may keep running. */
  toStayOff: (node: Node | readonly Node[]) => R
  /** A toleration, a list of them, or the pods of a DaemonSet tolerate a taint, as `kubectl taint` writes it. */
  toTolerate: (taint: string | Taint) => R
  /** The pod, or the next one of a DaemonSet or another workload, fits a node beside these pods; beside none unless given. */
  toFit: (node: Node, pods?: readonly Pod[]) => R
  /** A verdict, or a list of findings or faults, has one with this code. */
  toExplain: (code: string) => R
  /** A plan creates, deletes and keeps so many pods. What is not named is not compared. */
  toPlan: (counts: PlanCounts) => R
  /** What rules of admission answer (`admit`, `respond` of podfit/admission) is yes. */
  toBeAdmitted: () => R
}

type Name = keyof PodfitMatchers

const NAMES = Object.keys(judge) as readonly Name[]

/** Any one of the matchers, by what all of them share. */
const judged = (name: Name, received: unknown, args: readonly unknown[]): Judgement =>
  (judge[name] as (received: unknown, ...args: readonly unknown[]) => Judgement)(received, ...args)

/** Something for each of the matchers. */
const byName = <A>(make: (name: Name) => A): Readonly<Record<Name, A>> => ({
  toRunOn: make('toRunOn'),
  toRunOnEvery: make('toRunOnEvery'),
  toStayOff: make('toStayOff'),
  toTolerate: make('toTolerate'),
  toFit: make('toFit'),
  toExplain: make('toExplain'),
  toPlan: make('toPlan'),
  toBeAdmitted: make('toBeAdmitted'),
})

/** What a failure says: what was expected, and why it is otherwise. */
const failure = ({ subject, claim, why }: Judgement, negated: boolean): string =>
  [`expected ${subject} ${negated ? 'not to' : 'to'} ${claim}`, ...why].join('\n')

/**
 * What a test runner's `expect.extend` takes: whether a matcher holds, and what a failure says.
 *
 * @since 0.2.0
 */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** The matchers as functions of what is received. @since 0.2.0 */
export type MatcherFunctions = {
  readonly [K in keyof PodfitMatchers]: (
    received: unknown,
    ...args: Parameters<PodfitMatchers[K]>
  ) => MatcherResult
}

/**
 * The matchers as vitest and jest take them: `expect.extend(matchers)`.
 *
 * - **Errors** A matcher throws where nothing can be told: an object that does not say its kind, an empty list of
 *   nodes, a plan of objects that were not given. So neither it nor its negation passes by mistake.
 *
 * @example
 * import { daemonSet, matchers, node } from 'podfit/testing'
 *
 * const worker = node('worker').taint('dedicated=db:NoSchedule')
 * const { pass, message } = matchers.toRunOn(daemonSet('agent').tolerates('dedicated=web:NoSchedule'), worker)
 * pass // => false
 * message().split('\n')[0] // => 'expected DaemonSet default/agent to run on worker'
 * message().includes('near miss: spec.template.spec.tolerations[0] has the key, but another value') // => true
 *
 * @since 0.2.0
 */
export const matchers: MatcherFunctions = byName(
  (name) =>
    (received: unknown, ...args: readonly unknown[]): MatcherResult => {
      const judgement = judged(name, received, args)
      return { pass: judgement.holds, message: () => failure(judgement, judgement.holds) }
    },
)

/** A matcher does not hold. */
class AssertionError extends Error {
  override readonly name = 'AssertionError'
  readonly code = 'ERR_ASSERTION'
}

/**
 * The matchers for runners without `expect`, such as node:test.
 *
 * - **Errors** Throws an `AssertionError` whose message is the explanation.
 *
 * @example
 * import { assertThat, daemonSet, node } from 'podfit/testing'
 *
 * const agent = daemonSet('agent').onNodesWith({ disk: 'ssd' })
 * assertThat(agent).toRunOn(node('n1').label('disk', 'ssd'))
 * assertThat(agent).not.toRunOn(node('n2'))
 * agent.metadata.name // => 'agent'
 *
 * @since 0.2.0
 */
export const assertThat = (
  received: unknown,
): PodfitMatchers & { readonly not: PodfitMatchers } => ({
  ...assertions(received, false),
  not: assertions(received, true),
})

const assertions = (received: unknown, negated: boolean): PodfitMatchers =>
  byName((name) => (...args: readonly unknown[]): void => {
    const judgement = judged(name, received, args)
    if (judgement.holds === negated) throw new AssertionError(failure(judgement, negated))
  })

/** What of chai a plugin needs. @since 0.2.0 */
export interface Chai {
  readonly Assertion: {
    readonly addMethod: (
      name: string,
      method: (this: ChaiAssertion, ...args: readonly unknown[]) => void,
    ) => void
  }
}

/** What of an assertion of chai a method needs. @since 0.2.0 */
export interface ChaiAssertion {
  readonly _obj: unknown
  readonly assert: (holds: boolean, message: string, negatedMessage: string) => void
}

/**
 * The matchers for chai: `chai.use(chaiMatchers)`, then `expect(agent).toRunOn(worker)`, `expect(agent).not.toRunOn(master)`.
 *
 * @example
 * import { chaiMatchers } from 'podfit/testing'
 *
 * const names: string[] = []
 * chaiMatchers({ Assertion: { addMethod: (name) => void names.push(name) } })
 * names.slice(0, 2) // => ['toRunOn', 'toRunOnEvery']
 *
 * @since 0.2.0
 */
export const chaiMatchers = ({ Assertion }: Chai): void => {
  for (const name of NAMES) {
    Assertion.addMethod(name, function (...args) {
      const { _obj: received } = this
      const judgement = judged(name, received, args)
      this.assert(judgement.holds, failure(judgement, false), failure(judgement, true))
    })
  }
}
