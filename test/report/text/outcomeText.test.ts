import { describe, expect, it } from 'vitest'
import {
  notGiven,
  outcomeText,
  outcomeWords,
  stoppedText,
  unknownText,
} from '../../../src/report/text/outcomeText.js'
import { plainStyle } from '../../../src/report/text/style.js'
import type { Outcome } from '../../../src/sync/plan.js'
import { frozen } from '../../support/frozen.js'
import { planned } from '../../support/passes.js'

const linesOf = (outcome: Outcome) => outcomeText(frozen({ ...planned({}), outcome }), plainStyle)

describe('outcomeText', () => {
  it('has nothing to say of a pass that goes through', () => {
    expect(linesOf({ code: 'Synced' })).toEqual([])
  })

  it.each<[Outcome, string]>([
    [
      { code: 'BeingDeleted', cascade: 'foreground' },
      '! the DaemonSet is being deleted, so the controller does nothing: the garbage collector deletes its pods and revisions first, then the DaemonSet',
    ],
    [
      { code: 'BeingDeleted', cascade: 'orphan' },
      '! the DaemonSet is being deleted, so the controller does nothing: its pods and revisions stay, without an owner',
    ],
    [
      { code: 'BeingDeleted', cascade: 'background' },
      '! the DaemonSet is being deleted, so the controller does nothing: its pods and revisions are deleted after it, once its finalizers are gone',
    ],
    [{ code: 'SelectsAllPods' }, '! the selector is empty, so the controller does nothing'],
    [
      { code: 'WaitsForExpectations' },
      '! the controller has not yet observed its earlier writes, so only the status is written',
    ],
    [
      {
        code: 'Failed',
        step: 'manage',
        fault: { code: 'Unidentified', missing: 'uid' },
      },
      `! the controller fails: couldn't get node to daemon pod mapping for daemon set "agent": no owner uid provided`,
    ],
  ])('%j', (outcome, line) => {
    expect(linesOf(outcome)).toEqual([line])
  })
})

it.each<[Outcome, string, string]>([
  [{ code: 'Synced' }, 'succeeds', 'nothing stops it'],
  [
    { code: 'Failed', step: 'manage', fault: { code: 'Unidentified', missing: 'uid' } },
    `fails (couldn't get node to daemon pod mapping for daemon set "agent": no owner uid provided)`,
    'the controller fails before it looks at pods; the plan says why',
  ],
  [
    { code: 'SelectsAllPods' },
    'does nothing',
    'the selector is empty, so the controller does nothing',
  ],
])('the same as part of a sentence, and as what stops a rollout: %j', (outcome, words, stopped) => {
  expect(outcomeWords({ ...planned({}), outcome })).toBe(words)
  expect(stoppedText(outcome)).toBe(stopped)
})

it('what was not given is named', () => {
  expect(unknownText(['pods', 'nodes'], plainStyle)).toBe('? not known: pods, nodes were not given')
  expect(notGiven(['revisions'])).toBe('revisions were not given')
})
