import { describe, expect, it } from 'vitest'
import { revisionText } from '../../../src/report/text/planText.js'
import { plainStyle } from '../../../src/report/text/style.js'
import type { CurrentRevision, RevisionStep } from '../../../src/sync/plan.js'
import { frozen } from '../../support/frozen.js'
import { UNCHANGED } from '../../support/passes.js'

const current: CurrentRevision = {
  code: 'Current',
  name: 'agent-3',
  hash: '3',
  number: 3,
  renumbered: {},
  relabelled: [],
  ...UNCHANGED,
}

const linesOf = (revision: RevisionStep) => revisionText(frozen(revision), plainStyle)

describe('revisionText', () => {
  it.each<[RevisionStep]>([[{ code: 'Unknown' }], [{ code: 'NotReached' }], [current]])(
    'says nothing of revisions that do not change: %j',
    (revision) => {
      expect(linesOf(revision)).toEqual([])
    },
  )

  it('says which number a new one gets', () => {
    expect(linesOf({ code: 'New', number: 4, ...UNCHANGED, deleted: ['agent-1'] })).toEqual([
      '+ record the template as revision 4',
      '- delete old revisions: agent-1',
    ])
    expect(linesOf({ code: 'New', number: '9007199254740993', ...UNCHANGED })).toEqual([
      '+ record the template as revision 9007199254740993',
    ])
  })

  it('says what becomes of the others', () => {
    const changes = { deleted: ['a', 'b'], adopted: ['c'], released: ['d'], labelled: ['e', 'f'] }
    const revision = {
      ...current,
      ...changes,
      renumbered: { 'agent-1': 5 },
      relabelled: ['p', 'q'],
    }
    expect(linesOf(revision)).toEqual([
      '~ revision agent-1 becomes number 5',
      '~ relabel p, q with the current hash',
      '< adopt revisions c: they have no owner',
      '> release revisions d: the selector no longer matches',
      '~ label revisions e, f with their names',
      '- delete old revisions: a, b',
    ])
  })
})
