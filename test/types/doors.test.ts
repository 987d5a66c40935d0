import { describe, expect, it } from 'vitest'
import { exported } from '../support/doors.js'

/** Data-last twins of what other doors export. */
const TWINS = 'fp'

const withoutTwins = exported.filter(({ door }) => door !== TWINS)

/** Doors by what they export. */
const doorsBy = <K>(keyOf: (each: (typeof exported)[number]) => readonly K[]) => {
  const doors = new Map<K, string[]>()
  for (const each of withoutTwins) {
    for (const key of keyOf(each)) doors.set(key, [...(doors.get(key) ?? []), each.door])
  }
  return doors
}

describe('what the doors export', () => {
  it('stands under its name in one of them', () => {
    expect(withoutTwins.length).toBeGreaterThan(300)
    const twice = [...doorsBy(({ name }) => [name])].filter(([, doors]) => doors.length > 1)
    expect(twice).toEqual([])
  })

  it('has one name', () => {
    const several = [...doorsBy(({ declarations }) => declarations)]
      .filter(([, doors]) => doors.length > 1)
      .map(([declaration, doors]) => `${declaration.getText().slice(0, 60)}: ${doors.join()}`)
    expect(several).toEqual([])
  })
})
