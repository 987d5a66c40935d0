import { expect, it } from 'vitest'
import { newestSemantics } from '../../src/kube/semantics.js'
import { compileDaemonSet } from '../../src/placement/compile.js'
import { comingUp } from '../../src/readiness/comingUp.js'
import { membersOf, placeOf } from '../../src/readiness/place.js'
import { aDaemonSet, aTaint } from '../../src/testing/builders.js'

const NOT_READY = [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists' }]
const members = membersOf(
  ['a', 'b'].map((name) => aDaemonSet({ name, podSpec: { tolerations: NOT_READY } })),
  (daemonSet) => compileDaemonSet(daemonSet, newestSemantics),
)
const NOTHING = { rules: [], taintOwners: [], reporters: [], labelSetters: [], startupTaints: [] }
const x = aTaint('x:NoSchedule')
const place = placeOf(
  'NodePool',
  {
    node: { metadata: { name: 'p' }, spec: { taints: [aTaint('soft:PreferNoSchedule')] } },
    startupTaints: [x, x],
  },
  members,
  { ...NOTHING, taintOwners: [{ taint: x, daemonSets: ['a'] }] },
)

it('a taint of a pool stands there once, with the DaemonSet that takes it off; what only asks stays out', () => {
  expect(place.gates.filter(({ taint }) => taint.key === 'x')).toEqual([
    {
      taint: { key: 'x', value: '', effect: 'NoSchedule' },
      needs: [{ daemonSets: ['default/a'] }],
    },
  ])
  expect(place.lasting).toEqual([])
})

it('whoever is taken to tolerate a taint starts, and takes it off for the others', () => {
  expect(comingUp(place, members)).toMatchObject({
    order: [],
    stuck: [{ daemonSet: 'default/a' }, { daemonSet: 'default/b' }],
  })
  expect(comingUp(place, members, new Map([['default/a', [x]]]))).toMatchObject({
    order: [['default/a'], ['default/b']],
    stuck: [],
  })
})
