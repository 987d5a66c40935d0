import { readFileSync } from 'node:fs'

/** What a value that is made by a function was made from, so that it can be written down. */
export interface Made {
  readonly $made: string
  readonly from: unknown
}

const origins = new WeakMap<object, Made>()

/** Remembers what a value was made from. */
export const madeFrom = <A>(value: A, $made: string, from: unknown): A => {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function')
    origins.set(value, { $made, from })
  return value
}

/** What such a value was made from. */
export const originOf = (value: unknown): Made | undefined =>
  typeof value === 'object' && value !== null ? origins.get(value) : undefined

/** A value as JSON that `fromJson` reads again, also where JSON has no such value. */
export const toJson = (value: unknown): unknown => {
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) }
  }
  if (value === undefined) return { $undefined: true }
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return value
  const origin = origins.get(value)
  if (origin !== undefined) return { $made: origin.$made, from: toJson(origin.from) }
  if (typeof value === 'function') return { $made: value.name, from: null }
  if (value instanceof Date) return { $date: value.getTime() }
  if (Array.isArray(value)) return value.map(toJson)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]))
}

/** Makes a value from what it was made from. */
export type Makers = Readonly<Record<string, (from: unknown) => unknown>>

export const fromJson = (json: unknown, makers: Makers): unknown => {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map((item) => fromJson(item, makers))
  const only = json as Readonly<Record<string, unknown>>
  if ('$bigint' in only) return BigInt(only['$bigint'] as string)
  if ('$number' in only) return Number(only['$number'])
  if ('$undefined' in only) return undefined
  if ('$date' in only) return new Date((only['$date'] as number | null) ?? NaN)
  if ('$made' in only) return makers[only['$made'] as string]?.(fromJson(only['from'], makers))
  return Object.fromEntries(
    Object.entries(only).map(([key, member]) => [key, fromJson(member, makers)]),
  )
}

/** A call that went wrong once. */
export interface CorpusCall {
  readonly door: string
  readonly name: string
  readonly args: readonly unknown[]
}

export const readCorpus = (path: string, makers: Makers): readonly CorpusCall[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { target, args } = JSON.parse(line) as { target: string; args: readonly unknown[] }
      const [door = '', name = ''] = target.split('.')
      return { door, name, args: fromJson(args, makers) as readonly unknown[] }
    })
