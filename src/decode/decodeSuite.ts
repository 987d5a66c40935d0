import type * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Assertion, Suite, SuiteCase, SuiteTest } from '../expect/suite.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { closed, exactlyOneOf, listOfGiven } from './closed.js'
import { decodeWith } from './decodeWith.js'
import { boolean, int32, list, stringMap, text, type GoType } from './goTypes.js'

const exactly = <A extends string>(...allowed: readonly A[]): t.Type<A> =>
  new t.Type(
    allowed.map((value) => JSON.stringify(value)).join(' or '),
    (u): u is A => allowed.some((value) => value === u),
    (u, context) => {
      const value = allowed.find((each) => each === u)
      return value === undefined ? t.failure(u, context) : t.success(value)
    },
    t.identity,
  )

const texts = list(text, '')
const nodeSet = closed({}, { selector: text, names: texts })
const taint = closed({ key: text, effect: text }, { value: text })
const possible = closed({}, { taints: listOfGiven(taint), hostnameIsName: boolean })
const where = { except: nodeSet, templates: boolean, possible }
const onNodes = closed({ daemonSets: texts }, { nodes: nodeSet, ...where })

const ofNodes = { nodes: nodeSet, except: nodeSet, templates: boolean }

const assertion: GoType<Assertion> = exactlyOneOf({
  runsOnEvery: onNodes,
  runsOnNo: closed({ nodes: nodeSet }, { daemonSets: texts, ...where }),
  neverShare: onNodes,
  exactlyOne: onNodes,
  desiredAtLeast: closed({ daemonSets: texts, count: int32 }, {}),
  fits: closed(
    { daemonSets: texts },
    { ...ofNodes, emptyNodes: boolean, afterPreemption: boolean },
  ),
  leavesAtLeast: closed({ resources: stringMap }, ofNodes),
  comesUpWithout: closed({ daemonSets: texts, others: texts }, ofNodes),
})

const suiteCase: GoType<SuiteCase> = closed(
  { name: text, assertions: listOfGiven(assertion) },
  { skip: boolean, expect: exactly('pass', 'fail') },
)

const suiteTest: GoType<SuiteTest> = closed(
  { name: text, cases: listOfGiven(suiteCase) },
  { objects: texts, skip: boolean },
)

const suite: t.Type<Suite> = closed(
  {
    apiVersion: exactly('podfit/v1'),
    kind: exactly('Suite'),
    tests: listOfGiven(suiteTest),
  },
  { metadata: closed({}, { name: text }) },
)

/**
 * Reads a suite from JSON that has been parsed. Unlike objects of Kubernetes, a suite has no unknown
 * fields: what is misspelt is refused.
 *
 * - **Errors** `Left` with every issue: path, what was expected, what was found. Never throws.
 *
 * @example
 * import { decodeSuite } from 'podfit/decode'
 *
 * const suite = { apiVersion: 'podfit/v1', kind: 'Suite', tests: [{ name: 'a', case: [] }] }
 * const issues = decodeSuite(suite)
 * issues._tag === 'Left' && issues.left.map(({ path }) => path) // => [['tests', 0, 'cases'], ['tests', 0, 'case']]
 *
 * @since 0.1.0
 */
export const decodeSuite: (value: unknown) => E.Either<readonly InputIssue[], Suite> =
  /* @__PURE__ */ decodeWith(suite)
