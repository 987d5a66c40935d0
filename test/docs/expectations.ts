import type { ExpectationFinding } from '../../src/expect/finding.js'

/** Every code of a policy test with what it means. */
export const EXPECTATIONS: Readonly<Record<ExpectationFinding['code'], string>> = {
  DoesNotRun:
    'It should run on these nodes, or on the nodes of these templates (`template`), and does not, for these `reasons`.',
  Undecided:
    'Whether it holds on the nodes of these templates (`nodes`) depends on labels whose values are not known (`on`), perhaps together with other DaemonSets (`others`). A case with no other finding is undecided.',
  RunsWhereForbidden:
    'It runs on nodes, or on the nodes of these templates (`template`), on which it should not (`nodes`).',
  SharesNodes:
    'It runs with `other` on the same `nodes`, or on those of the same templates (`template`).',
  NotExactlyOne:
    'On these `nodes`, or on those of these templates (`template`), run these (`run`) of some (`of`), which is not exactly one.',
  DesiresTooFew: 'Its DESIRED (`desired`) is below what is expected (`expected`).',
  NothingMatches:
    'The assertion speaks of no DaemonSet, or of no node (`what`, `pattern`): nothing could make it fail otherwise.',
  UnreadableSelector: 'The `selector` of an assertion cannot be read.',
  PoolNamed:
    'An assertion about `possible` nodes names a node `pool`: none of its nodes is called so, and without `possible` it is about every node that the pool can make.',
  NotOnPossibleNode:
    'What is `expected` does not hold on a `node` that could exist: the plainest such node, with those of the DaemonSets (`of`) that would run there (`run`), and why one does not that should (`reasons`).',
  NotProved:
    'Whether what is `expected` holds on every node that could exist would take more `steps` to prove. A case with no other finding is undecided.',
  DoesNotFit:
    'Its next pod does not fit these `nodes`, or those of these templates (`template`), where it should run: what is short and which ports are held (`fit`).',
  FitNotKnown:
    'Whether pods fit, or what is left, is not known of these `nodes`, or of those of these templates (`template`), without what it `needs`. A case with no other finding is undecided.',
  LeavesTooLittle:
    'Beside the DaemonSets of these `nodes`, or of those of these templates (`template`), less of a `resource` is `left` than is `expected`; cpu in thousandths.',
  NotAQuantity: 'What is expected to be left of a `resource` is no quantity (`found`).',
  NeverComesUp:
    'It never starts on new nodes like these (`nodes`), or on those of these templates (`template`), and what it waits for never comes (`for`).',
  WaitsForOthers:
    'On new nodes like these (`nodes`), or on those of these templates (`template`), it starts only after `others`, because of what it waits for (`for`).',
  PassesUnexpectedly: 'A case with `expect: fail` whose assertions all hold.',
}
