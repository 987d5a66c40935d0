export type { Eq } from 'fp-ts/Eq'
export type { Ord } from 'fp-ts/Ord'
export type { Ordering } from 'fp-ts/Ordering'

export { ordDecision } from './fp/decision.js'
