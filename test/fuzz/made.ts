import ts from 'typescript'

/**
 * What of an answer podfit made, read from its declared type. Objects of Kubernetes, values of a type that the
 * caller chooses, functions and compiled values are `given`: they hold what the caller put into them.
 */
export interface Made {
  readonly given: boolean
  /** Of the items of a list. */
  readonly items: () => Made
  /** Of a member; what is not declared is podfit's own. */
  readonly member: (name: string) => Made
}

const OWN: Made = { given: false, items: () => OWN, member: () => OWN }

/** They answer with values of a document as they are, also where their type says nothing. */
const DOCUMENTS = new Set([
  'parseJson',
  'parseYaml',
  'applyPatch',
  'patchObject',
  'jsonPatch',
  'mergePatch',
  'fixPatch',
  'admit',
])

/** Reads what podfit makes in the answers of a function. */
export const readMade = (
  checker: ts.TypeChecker,
): (({ name, answer }: { readonly name: string; readonly answer: ts.Type }) => Made) => {
  const known = new Map<string, Made>()
  const numbers = new Map<ts.Type, number>()
  const numberOf = (type: ts.Type): number => {
    const number = numbers.get(type) ?? numbers.size
    numbers.set(type, number)
    return number
  }

  /** What a value may be that has one of these types. */
  const ofTypes = (all: readonly ts.Type[], ofDocument: boolean): Made => {
    const types = [...new Set(all.flatMap((type) => (type.isUnion() ? type.types : [type])))]
    if (types.length === 0) return OWN
    const key = `${types
      .map(numberOf)
      .sort((a, b) => a - b)
      .join()}${ofDocument ? ' of a document' : ''}`
    const before = known.get(key)
    if (before !== undefined) return before
    const members = new Map<string, Made>()
    const memberOf = (name: string): Made =>
      ofTypes(
        types.flatMap((type) => {
          // `getProperty` would find what every object has, such as its constructor.
          const property = type.getProperties().find((each) => each.getName() === name)
          const declared = property && checker.getTypeOfSymbol(property)
          return declared ?? type.getStringIndexType() ?? []
        }),
        ofDocument,
      )
    let items: Made | undefined
    const made: Made = {
      given: types.some((type) => isGiven(type) || (ofDocument && isAnything(type))),
      items: () =>
        (items ??= ofTypes(
          types.flatMap((type) =>
            checker.isArrayType(type) || checker.isTupleType(type)
              ? checker.getTypeArguments(type as ts.TypeReference)
              : [],
          ),
          ofDocument,
        )),
      member: (name) => {
        const found = members.get(name) ?? memberOf(name)
        members.set(name, found)
        return found
      },
    }
    known.set(key, made)
    return made
  }
  return ({ name, answer }) => ofTypes([answer], DOCUMENTS.has(name))
}

const isAnything = (type: ts.Type): boolean =>
  (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0

const OPAQUE = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'Policy', 'Cluster'])

const isGiven = (type: ts.Type): boolean => {
  // `object` says nothing of what is in it: it came in.
  if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.NonPrimitive)) return true
  if (type.isIntersection()) return type.types.some(isGiven)
  const symbol = type.aliasSymbol ?? type.getSymbol()
  const name = symbol?.getName() ?? ''
  if (OPAQUE.has(name) || type.getCallSignatures().length > 0) return true
  return (
    name !== 'StringMap' &&
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    symbol?.declarations?.some((declaration) =>
      declaration.getSourceFile().fileName.includes('/src/kube/'),
    ) === true
  )
}

/** The first place of what podfit made that JSON would not bring back, or undefined. */
export const lostInJson = (answer: unknown, made: Made): string | undefined => {
  if (made.given) return undefined
  switch (typeof answer) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return undefined
    case 'number':
      return Number.isFinite(answer) && !Object.is(answer, -0) ? undefined : `: ${answer}`
    case 'object':
      return answer === null ? undefined : lostMember(answer, made)
    default:
      return `: a ${typeof answer}`
  }
}

const lostMember = (answer: object, made: Made): string | undefined => {
  if (Array.isArray(answer)) {
    const list: readonly unknown[] = answer
    const items = made.items()
    for (let i = 0; i < list.length; i++) {
      if (list[i] === undefined) return `[${i}]: undefined in a list`
      const lost = lostInJson(list[i], items)
      if (lost !== undefined) return `[${i}]${lost}`
    }
    return undefined
  }
  const prototype: unknown = Object.getPrototypeOf(answer)
  if (prototype !== Object.prototype && prototype !== null) return `: a ${answer.constructor.name}`
  for (const [key, value] of Object.entries(answer)) {
    const lost = lostInJson(value, made.member(key))
    if (lost !== undefined) return `.${key}${lost}`
  }
  return undefined
}
