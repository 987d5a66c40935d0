import { classes } from './classes.js'
import { direct } from './direct.js'
import { explained } from './explained.js'
import { growth } from './growth.js'
import type { Measurement } from './measurement.js'
import { parsedOnce } from './parsedOnce.js'
import { passes } from './passes.js'
import { reading, readingMemory, readingMore } from './reading.js'
import { overlap } from './overlap.js'
import { start } from './start.js'
import { storeEvents } from './storeEvents.js'
import { upstream } from './upstream.js'
import { wholePlan } from './wholePlan.js'

/** Everything there is to measure, in the order of the table. */
export const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  parsedOnce,
  upstream,
  classes,
  overlap,
  direct,
  explained,
  storeEvents,
  wholePlan,
  passes,
  growth,
  reading,
  readingMore,
  readingMemory,
  start,
}
