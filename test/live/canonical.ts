/** What Go leaves out, or writes without need: null, an empty list, zero seconds, a container's `resources`. */
const isNothing = ([name, value]: readonly [string, unknown]): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (name === 'minReadySeconds' && value === 0) ||
  (name === 'resources' && JSON.stringify(value) === '{}')

/** JSON with sorted keys, without what is the same as absent. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'bigint') return Number(member)
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    return Object.fromEntries(
      Object.entries(member)
        .filter((entry) => !isNothing(entry))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  })
