import { own } from '../data/own.js'
import { FIELD_TABLE } from './fieldTable.js'

/**
 * The type of a field: a letter (`s` a text, `i` an int32, …), the name of a struct, or `[` (a list) or `{` (a map by
 * texts) before one.
 */
export type FieldType = string

/** The fields of a struct by their names, each with its type. */
export type Fields = ReadonlyMap<string, FieldType>

/** The minor releases that have a field. */
export interface FieldReleases {
  readonly since: number
  readonly until: number
}

/** The fields of one release. */
export interface FieldTypes {
  readonly minor: number
  /** The type of an object, by `apiVersion/kind`. */
  readonly objects: Fields
  /** The fields of a struct; of a letter, a list, or a map none. */
  readonly fieldsOf: (type: FieldType) => Fields
  /** The releases that have a field of a struct, if any has. */
  readonly releasesOf: (type: FieldType, field: string) => FieldReleases | undefined
}

interface Entry extends FieldReleases {
  readonly name: string
  readonly type: FieldType
}

const OLDEST = 0
const NEWEST = Number.POSITIVE_INFINITY

const ENTRY = /^(.+):([^@]+)(?:@(\d*)(?:-(\d+))?)?$/

const entryOf = (text: string): Entry => {
  const [, name = '', type = '', since = '', until = ''] = ENTRY.exec(text) ?? []
  return {
    name,
    type,
    since: since === '' ? OLDEST : Number(since),
    until: until === '' ? NEWEST : Number(until),
  }
}

type Table = Readonly<Record<string, readonly Entry[]>>

let table: Table | undefined

/** The table, read when it is first asked. */
const readTable = (): Table => {
  const [objects = '', ...lines] = FIELD_TABLE.trim().split('\n')
  const structs = lines.map((line): readonly [string, readonly Entry[]] => {
    const [name = '', ...fields] = line.split(' ')
    return [name, fields.map(entryOf)]
  })
  return Object.fromEntries([['', objects.split(' ').map(entryOf)], ...structs])
}

const entriesOf = (type: FieldType): readonly Entry[] => own((table ??= readTable()), type) ?? []

const known = new Map<number, FieldTypes>()

/** The fields of a minor release; of one that is newer than all those of the table, the newest's. */
export const fieldTypes = (minor: number): FieldTypes => {
  const before = known.get(minor)
  if (before !== undefined) return before
  const structs = new Map<FieldType, Fields>()
  const fieldsOf = (type: FieldType): Fields => {
    const found =
      structs.get(type) ??
      new Map(
        entriesOf(type)
          .filter(({ since, until }) => since <= minor && minor <= until)
          .map(({ name, type: of }) => [name, of]),
      )
    structs.set(type, found)
    return found
  }
  const types: FieldTypes = {
    minor,
    objects: fieldsOf(''),
    fieldsOf,
    releasesOf: (type, field) => {
      const all = entriesOf(type).filter(({ name }) => name === field)
      return all.length === 0
        ? undefined
        : {
            since: all.reduce((least, { since }) => Math.min(least, since), Infinity),
            until: all.reduce((most, { until }) => Math.max(most, until), 0),
          }
    },
  }
  known.set(minor, types)
  return types
}
