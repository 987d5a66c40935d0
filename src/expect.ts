export {
  checkTest,
  type CaseResult,
  type CheckOptions,
  type TestObjects,
} from './expect/checkTest.js'
export type {
  DesiresTooFew,
  DoesNotRun,
  ExpectationFinding,
  NotExactlyOne,
  NothingMatches,
  PassesUnexpectedly,
  RunsWhereForbidden,
  SharesNodes,
  Undecided,
  UnreadableSelector,
} from './expect/finding.js'
export type {
  Assertion,
  DesiredAtLeast,
  NodeSet,
  OnNodes,
  RunsOnNo,
  Suite,
  SuiteCase,
  SuiteTest,
} from './expect/suite.js'
