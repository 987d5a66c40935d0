import { describe, expect, it } from 'vitest'
import { stagesText } from '../../../src/report/text/stagesText.js'
import type { StageAction } from '../../../src/rollout/stages/stagedRollout.js'

const NOW = '2026-01-01T00:00:00Z'
const linesOf = (next: StageAction) => stagesText({ now: NOW, stages: [], next })

describe('stagesText', () => {
  it('is a table of stages', () => {
    const stage = { bound: 1, nodes: ['n1'], left: [], state: 'done' } as const
    expect(
      stagesText({
        now: NOW,
        stages: [
          { ...stage, name: '10%', group: 'a' },
          { ...stage, name: '100%', bound: 3, nodes: ['n2', 'n3'], left: ['n2'], state: 'current' },
        ],
        next: { code: 'None' },
      }),
    ).toEqual([
      'STAGE  STATE    NODES  LEFT  WHICH',
      '10% a  done     1      0     n1',
      '100%   current  2      1     n2, n3',
      '',
      '✓ every stage is done',
    ])
  })

  it('says what comes next', () => {
    expect(linesOf({ code: 'DeletePods', pods: ['p', 'q'] })).toEqual(['→ delete now: p, q'])
    const beyond = '  a RollingUpdate picks any nodes, and goes on to the next stage by itself'
    const named = '→ with the strategy OnDelete, delete now: p'
    expect(linesOf({ code: 'UseOnDelete', pods: ['p'] })).toEqual([named, beyond])
    const atOnce = { setting: 'maxUnavailable', to: 3 } as const
    expect(linesOf({ code: 'UseOnDelete', pods: ['p'], atOnce })).toEqual([
      named,
      beyond,
      '  with maxUnavailable 3 it picks as many at once',
    ])
    expect(linesOf({ code: 'Unknown', needs: ['pods'] })).toEqual([
      '? not known: pods were not given',
    ])
    expect(
      linesOf({
        code: 'Wait',
        nodes: ['n1'],
        gates: [
          { code: 'TooFewAvailable', available: 1, wanted: 2 },
          { code: 'TooManyRestarts', pods: ['p'], most: 3 },
          { code: 'Soaking', until: NOW, pods: ['q'] },
        ],
      }),
    ).toEqual([
      '… wait for n1',
      '  ! 1 available, 2 wanted',
      '  ! more than 3 restarts: p',
      `  ! soaking until ${NOW}: q`,
    ])
  })
})
