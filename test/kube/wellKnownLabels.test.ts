import { expect, it } from 'vitest'
import { labelKeyFaults } from '../../src/data/labelSyntax.js'
import {
  OLD_LABELS,
  VIRTUAL_NODE_LABELS,
  WELL_KNOWN_LABELS,
} from '../../src/kube/wellKnownLabels.js'

const exampleOf = (key: string): string => (key.endsWith('/') ? `${key}x` : key)

it.each(WELL_KNOWN_LABELS)('$key is, or begins, the key of a label', ({ key }) => {
  expect(labelKeyFaults(exampleOf(key))).toEqual([])
})

it('each well-known label stands there once', () => {
  const keys = WELL_KNOWN_LABELS.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

it('a label and its old name are both well known', () => {
  const isKnown = (label: string): boolean =>
    WELL_KNOWN_LABELS.some(
      ({ key }) => key === label || (key.endsWith('/') && label.startsWith(key)),
    )
  expect(
    Object.entries(OLD_LABELS)
      .flat()
      .filter((label) => !isKnown(label)),
  ).toEqual([])
})

it('virtual nodes say so in a label', () => {
  expect(VIRTUAL_NODE_LABELS.flatMap(([key]) => labelKeyFaults(key))).toEqual([])
})

it('the type of a machine is a label of its own, which comes from the cloud controller and late', () => {
  const label = 'node.kubernetes.io/instance-type'
  expect(WELL_KNOWN_LABELS.filter(({ key }) => key === label)).toEqual([
    { key: label, setBy: 'cloud controller' },
  ])
})
