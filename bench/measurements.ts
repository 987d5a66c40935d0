import { direct } from './direct.js'
import { explained } from './explained.js'
import type { Measurement } from './measurement.js'
import { upstream } from './upstream.js'

/** Everything there is to measure, in the order of the table. */
export const MEASUREMENTS: Readonly<Record<string, Measurement>> = { upstream, direct, explained }
