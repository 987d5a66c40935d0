const LONGEST = 40

/** What was found in place of something else, in the words of JSON. */
export const foundText = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'object':
      return value instanceof Date ? 'an invalid date' : 'an object'
    case 'string':
      return `the string ${JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)}`
    case 'number':
    case 'bigint':
      return `the number ${value}`
    case 'boolean':
      return `the boolean ${value}`
    default:
      return `a ${typeof value}`
  }
}
