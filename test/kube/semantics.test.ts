import { describe, expect, it } from 'vitest'
import { newestSemantics, type Semantics } from '../../src/kube/semantics.js'

describe('newestSemantics', () => {
  it.each<[string, keyof Semantics, boolean | string]>([
    ['tolerations do not compare numbers unless asked to', 'tolerationComparison', false],
    ['updates may surge', 'surge', true],
    ['a surging update drains nodes that should run nothing', 'surgeChecksNodes', true],
    ['what is outdated and unavailable uses up the budget', 'outdatedUnavailableCounts', true],
    ['a pod is available in the very last instant', 'availableAtBoundary', true],
    ['the label of the template generation counts', 'generationCounts', true],
    ['a pod that has succeeded is made anew', 'succeededDeleted', true],
    ['an ended pod on its way out frees its node', 'endedTerminatingIgnored', true],
    ['a failure does not keep the status from being written', 'statusAfterFailure', true],
    ['a recorded template has no creation timestamp', 'recordsCreationTimestamp', false],
    ['a changed node queues what needs a pass', 'nodeChangeQueues', 'need'],
  ])('%s', (_rule, name, expected) => {
    expect(newestSemantics[name]).toBe(expected)
  })
})
