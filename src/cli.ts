#!/usr/bin/env node
import { run } from './cli/run.js'
import { processWorld } from './cli/world.js'

process.exitCode = await run(process.argv.slice(2), processWorld())
