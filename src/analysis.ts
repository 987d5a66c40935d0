export { nodeFacts, type KnownOfNodes, type NodeFacts } from './analysis/nodeFacts.js'
export {
  covers,
  disjoint,
  equivalent,
  implies,
  partition,
  type AnalysisOptions,
  type Proof,
  type WithinOptions,
} from './analysis/proofs.js'
export { satisfiable, type Contradiction, type Satisfiability } from './analysis/satisfiable.js'
export { selection, type Selection } from './analysis/selection.js'
export { simplify, type Simplification } from './analysis/simplify.js'
