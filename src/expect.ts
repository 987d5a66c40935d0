export {
  checkTest,
  type CaseResult,
  type CheckOptions,
  type TestFault,
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
  Assertions,
  DesiredAtLeast,
  NodeSet,
  OnNodes,
  RunsOnNo,
  Suite,
  SuiteCase,
  SuiteTest,
} from './expect/suite.js'
