export { ordDecision } from './fp/decision.js'
