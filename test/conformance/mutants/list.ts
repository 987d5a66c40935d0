import { CAPACITY } from './capacity.js'
import { CONTROLLER } from './controller.js'
import { MATCHING } from './matching.js'
import type { Mutant } from './mutant.js'
import { SERVER } from './server.js'

/** Every bug that the recorded vectors have to find. */
export const MUTANTS: readonly Mutant[] = [...MATCHING, ...CONTROLLER, ...SERVER, ...CAPACITY]
