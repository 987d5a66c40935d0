import { expect, it } from 'vitest'
import { courseOf } from '../../../src/rollout/attribution/causeOf.js'

it('courseOf tells causes that pass from those that last', () => {
  const until = '2026-01-01T00:00:00Z'
  expect(courseOf({ code: 'Starting' })).toBe('passes')
  expect(courseOf({ code: 'Failed' })).toBe('replaced')
  expect(courseOf({ code: 'NodeNotReady' })).toBe('lasts')
  expect(courseOf({ code: 'Terminating', grace: 'within', until, finalizers: [] })).toBe('passes')
  expect(courseOf({ code: 'Terminating', grace: 'beyond', until, finalizers: [] })).toBe('lasts')
})
