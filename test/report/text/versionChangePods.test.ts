import { describe, expect, it } from 'vitest'
import { podChangeText } from '../../../src/report/text/versionDiffText.js'
import type { Disposition } from '../../../src/sync/disposition.js'
import type { PodPlan } from '../../../src/sync/plan.js'

const pod = (disposition: Disposition, parts: Partial<PodPlan> = {}): PodPlan => ({
  name: 'p',
  claim: 'owned',
  updated: true,
  disposition,
  ...parts,
})
const kept = pod({ code: 'keep' })

describe('podChangeText', () => {
  it.each<[Disposition, string]>([
    [{ code: 'stay', reasons: [] }, 'keeps running although the node is not eligible'],
    [{ code: 'delete', why: 'Succeeded' }, 'is deleted (it has succeeded)'],
    [
      { code: 'choice', choice: 'c', why: 'Outdated' },
      'may be deleted (outdated, within maxUnavailable)',
    ],
    [{ code: 'postponed', why: 'Failed' }, 'is deleted in a later pass (it has failed)'],
    [{ code: 'terminating' }, 'is terminating'],
    [{ code: 'release' }, 'is released'],
    [{ code: 'backoff', until: 'T' }, 'is kept until T'],
    [{ code: 'stranded' }, 'is left to the pod garbage collector'],
    [{ code: 'unpinned', fault: { code: 'NoTerms' } }, 'has no node that can be determined'],
    [{ code: 'untouched' }, 'is not looked at'],
    [{ code: 'unknown', needs: 'revisions' }, 'depends on the revisions'],
  ])('%j', (disposition, words) => {
    expect(podChangeText({ before: kept, after: pod(disposition) })).toEqual(['is kept', words])
  })

  it.each<[string, PodPlan | undefined, readonly [string, string]]>([
    ['its age', pod({ code: 'keep' }, { updated: false }), ['up to date', 'outdated']],
    [
      'an unknown age',
      { name: 'p', claim: 'owned', disposition: { code: 'keep' } },
      ['up to date', 'of any age'],
    ],
    ['its owner', pod({ code: 'keep' }, { claim: 'adopted' }), ['owned', 'adopted']],
    [
      'several things',
      pod({ code: 'terminating' }, { updated: false }),
      ['up to date, is kept', 'outdated, is terminating'],
    ],
    [
      'whether it is its own',
      undefined,
      ['owned, up to date, is kept', 'not its own, of any age, is not looked at'],
    ],
  ])('tells %s', (_what, after, expected) => {
    expect(podChangeText({ before: kept, ...(after && { after }) })).toEqual(expected)
  })

  it('says nothing where the words are the same', () => {
    const before = pod({ code: 'choice', choice: 'a', why: 'Outdated' })
    const after = pod({ code: 'choice', choice: 'b', why: 'Outdated' })
    expect(podChangeText({ before, after })).toBeUndefined()
  })
})
