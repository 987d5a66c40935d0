export { fits, type Fit, type Shortage, type TakenPort } from './capacity/fits.js'
export type { QuantityIssue } from './capacity/resourceList.js'
