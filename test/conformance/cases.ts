import * as fc from 'fast-check'
import { capacityCases } from './cases/capacity.js'
import { controllerCases } from './cases/controller.js'
import { deployCases } from './cases/deploy.js'
import { fieldsCases } from './cases/fields.js'
import { matchingCases } from './cases/matching.js'
import { serverCases } from './cases/server.js'
import { templateCases } from './cases/templates.js'
import { warningCases } from './cases/warnings.js'

/** The input of each operation, nasty on purpose; in the order of the protocol. */
export const cases = {
  ...matchingCases,
  ...serverCases,
  ...controllerCases,
  ...templateCases,
  ...fieldsCases,
  ...warningCases,
  ...capacityCases,
  ...deployCases,
} satisfies Readonly<Record<string, fc.Arbitrary<unknown>>>

export type Operation = keyof typeof cases

export const OPERATIONS = Object.keys(cases) as readonly Operation[]

/** Cases of an operation; the same seed makes the same. */
export const sampleCases = (
  operation: Operation,
  seed: number,
  numRuns: number,
): readonly unknown[] => fc.sample(cases[operation], { seed, numRuns })
