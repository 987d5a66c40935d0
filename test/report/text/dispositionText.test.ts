import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src/reason/reason.js'
import {
  CREATE_TEXT,
  DELETE_TEXT,
  dispositionLine,
} from '../../../src/report/text/dispositionText.js'
import { colourStyle, plainStyle } from '../../../src/report/text/style.js'
import type { CreateReason, DeleteReason, Disposition } from '../../../src/sync/disposition.js'
import type { PodPlan } from '../../../src/sync/plan.js'
import { frozen } from '../../support/frozen.js'

const podWith = (disposition: Disposition): PodPlan =>
  frozen({ name: 'p', claim: 'owned', disposition })

const cordoned: Reason = { code: 'NodeUnschedulable', path: [], nodePath: [], leaves: false }
const untolerated: Reason = {
  code: 'UntoleratedTaint',
  path: [],
  nodePath: [],
  taint: { key: 'gpu', value: '', effect: 'NoExecute' },
  leaves: true,
}

describe('CREATE_TEXT', () => {
  it.each<[CreateReason, string]>([
    ['NoPod', 'the node should run a pod and has none'],
    ['NoRunningPod', 'the node has no pod that is not terminating'],
    ['OldPodUnavailable', 'the outdated pod is unavailable, so its replacement starts at once'],
    ['Surge', 'replaces an outdated pod, within maxSurge'],
  ])('%s', (why, text) => {
    expect(CREATE_TEXT[why]).toBe(text)
  })
})

describe('DELETE_TEXT', () => {
  it.each<[DeleteReason, string]>([
    ['NotEligible', 'the node is not eligible'],
    ['Failed', 'it has failed'],
    ['Succeeded', 'it has succeeded'],
    ['Duplicate', 'another pod on the node is older'],
    ['NodeGone', 'it waits for a node that does not exist'],
    ['Superseded', 'its replacement on the node is available'],
    ['SupersededUnready', 'it is not ready and its replacement exists'],
    ['Outdated', 'outdated, within maxUnavailable'],
    ['OutdatedUnavailable', 'outdated and unavailable: replaced regardless of maxUnavailable'],
    [
      'OutdatedNotEligible',
      'outdated, the node is not eligible, and enough pods are available elsewhere',
    ],
  ])('%s', (why, text) => {
    expect(DELETE_TEXT[why]).toBe(text)
  })
})

describe('dispositionLine', () => {
  it.each<[Disposition, string]>([
    [{ code: 'delete', why: 'Duplicate' }, '- delete {pods}: another pod on the node is older'],
    [
      { code: 'delete', why: 'NotEligible', reasons: [] },
      '- delete {pods}: the node is not eligible',
    ],
    [
      { code: 'delete', why: 'NotEligible', reasons: [cordoned, untolerated] },
      '- delete {pods}: the node is not eligible (node is cordoned; untolerated taint gpu:NoExecute)',
    ],
    [
      { code: 'stay', reasons: [untolerated] },
      '! keeps running although the node is no longer eligible: {pods}: untolerated taint gpu:NoExecute',
    ],
    [
      { code: 'postponed', why: 'Outdated' },
      '… to be deleted in a later pass: {pods}: outdated, within maxUnavailable',
    ],
    [{ code: 'terminating' }, '· terminating: {pods}'],
    [{ code: 'release' }, '> release {pods}: the selector no longer matches'],
    [
      { code: 'backoff', until: '2026-01-01T00:00:08Z' },
      '… failed, kept until 2026-01-01T00:00:08Z: {pods}',
    ],
    [
      { code: 'stranded' },
      '! on a node that does not exist, left to the pod garbage collector: {pods}',
    ],
    [{ code: 'unpinned', fault: { code: 'NoTerms' } }, '! its node cannot be determined: {pods}'],
    [{ code: 'untouched' }, '· not looked at: {pods}'],
    [{ code: 'unknown', needs: 'revisions' }, '? depends on the revisions: {pods}'],
  ])('%j', (disposition, expected) => {
    expect(dispositionLine(podWith(disposition), plainStyle)).toBe(expected)
  })

  it.each<[Disposition]>([
    [{ code: 'keep' }],
    [{ code: 'choice', choice: 'update-delete-1', why: 'Outdated' }],
  ])('has no line for %j', (disposition) => {
    expect(dispositionLine(podWith(disposition), plainStyle)).toBeUndefined()
  })

  it('sets off the mark', () => {
    expect(dispositionLine(podWith({ code: 'terminating' }), colourStyle)).toBe(
      '\u001b[2m·\u001b[22m terminating: {pods}',
    )
    expect(dispositionLine(podWith({ code: 'delete', why: 'Failed' }), colourStyle)).toBe(
      '\u001b[31m-\u001b[39m delete {pods}: it has failed',
    )
  })
})
