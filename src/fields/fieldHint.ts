import { distinctBy } from '../data/grouped.js'
import type { FieldPath } from '../data/fieldPath.js'
import { hiddenIn, withoutHidden } from '../data/hidden.js'
import { oneEditApart, sameButForCase } from '../data/similar.js'
import { checkValue, type Enclosing, type FieldHint, type UnknownPlace } from './checkValue.js'

/**
 * Where an unknown field belongs, if that is certain.
 *
 * - **Rules**
 *   1. A field that another release has belongs where it is.
 *   2. What cannot be seen does not count: a field of the same name without it is meant, then one whose name is the
 *      same but for the case of its letters, then the only one whose name is one edit away.
 *   3. Otherwise the same name on another level: of all structs around the field, and what can be reached from them
 *      through structs alone, the nearest that has it, if there is only one that near and the value fits there.
 */
export const fieldHint = (name: string, value: unknown, check: UnknownPlace): FieldHint => {
  const { types, around } = check
  const own = around.at(-1)
  if (own === undefined) return {}
  const hidden = hiddenIn(name)
  const releases = types.releasesOf(own.type, name)
  if (releases !== undefined) {
    return types.minor < releases.since
      ? { since: `1.${releases.since}` }
      : { until: `1.${releases.until}` }
  }
  const suggestion = misspelt(name, own, check) ?? elsewhere(name, value, check)
  return {
    ...(suggestion !== undefined && { suggestion }),
    ...(hidden.length > 0 && { hidden }),
  }
}

/** Rule 2. */
const misspelt = (
  name: string,
  { type, path: at }: Enclosing,
  { types }: UnknownPlace,
): FieldPath | undefined => {
  const fields = [...types.fieldsOf(type).keys()]
  const seen = withoutHidden(name)
  const near = fields.filter((field) => oneEditApart(field, seen))
  const meant =
    fields.find((field) => field === seen || sameButForCase(field, seen)) ??
    (near.length === 1 && seen.length > 2 ? near[0] : undefined)
  return meant === undefined ? undefined : [...at, meant]
}

/** How far a field is looked for, in steps up and down. */
const FARTHEST = 3

/** Rule 3. */
const elsewhere = (name: string, value: unknown, check: UnknownPlace): FieldPath | undefined => {
  const { around } = check
  for (let steps = 1; steps <= FARTHEST; steps++) {
    const found = around
      .slice(-1 - steps)
      .reverse()
      .flatMap((from, up) => below(from, steps - up, check))
      .flatMap(({ type, path: at }): readonly Enclosing[] => {
        const field = check.types.fieldsOf(type).get(name)
        return field === undefined ? [] : [{ type: field, path: [...at, name] }]
      })
    const places = distinctBy(found, (each) => JSON.stringify(each.path))
    const [place] = places
    if (place === undefined) continue
    const fits = checkValue(value, { type: place.type, types: check.types }).length === 0
    return places.length === 1 && fits ? place.path : undefined
  }
  return undefined
}

/** The structs that are so many steps down from one, but for statuses, which nobody writes. */
const below = (from: Enclosing, steps: number, check: UnknownPlace): readonly Enclosing[] =>
  steps <= 0
    ? [from].filter(() => steps === 0)
    : [...check.types.fieldsOf(from.type)].flatMap(([name, type]) =>
        name === 'status' || !/^[A-Z]/.test(type)
          ? []
          : below({ type, path: [...from.path, name] }, steps - 1, check),
      )
