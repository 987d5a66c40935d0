#!/usr/bin/env node
import { run } from './run.js'
import { processWorld } from './world.js'

// As a plugin of kubectl (`kubectl podfit`) it looks at the cluster unless files are given.
process.exitCode = await run(process.argv.slice(2), processWorld(), { looksAtCluster: true })
