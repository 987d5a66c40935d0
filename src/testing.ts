export {
  describeSuite,
  type DescribeSuiteOptions,
  type TestRunner,
} from './testing/describeSuite.js'
export {
  daemonSet,
  node,
  pod,
  revision,
  type DaemonSetFixture,
  type Fixture,
  type NodeFixture,
  type PodFixture,
} from './testing/fixtures.js'
export type { PlanCounts } from './testing/judge.js'
export {
  assertThat,
  chaiMatchers,
  matchers,
  type Chai,
  type ChaiAssertion,
  type MatcherFunctions,
  type MatcherResult,
  type PodfitMatchers,
} from './testing/matchers.js'
