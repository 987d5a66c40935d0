/** The values that lack one member or item of a value, or have one of them smaller; the coarsest first. */
const smaller = function* (value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const i of value.keys()) yield value.filter((_item, j) => j !== i)
    for (const [i, item] of value.entries()) {
      for (const less of smaller(item))
        yield value.map((other: unknown, j) => (j === i ? less : other))
    }
    return
  }
  for (const key of Object.keys(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))
  }
  for (const [key, member] of Object.entries(value)) {
    for (const less of smaller(member)) yield { ...value, [key]: less }
  }
}

/** The value without whatever it can lose and still hold: for values that no generator can shrink. */
export const reduced = async (
  value: unknown,
  holds: (value: unknown) => Promise<boolean>,
): Promise<unknown> => {
  for (const less of smaller(value)) {
    if (await holds(less)) return await reduced(less, holds)
  }
  return value
}
