import * as fc from 'fast-check'
import { CHART_SHAPES } from './chartShapes.js'

/** What a file holds: unlike a value, it may have a member twice, and a number as it is written. */
export type Tree =
  | { readonly members: readonly TreeMember[] }
  | { readonly items: readonly Tree[] }
  | { readonly text: string }
  /** Anything but text, as it is written. */
  | { readonly raw: string }

export type TreeMember = readonly [key: string, value: Tree]

/** The tree of a value; what is undefined is left out. */
export const treeOf = (value: unknown): Tree => {
  if (Array.isArray(value)) return { items: value.map(treeOf) }
  if (typeof value === 'string') return { text: value }
  if (typeof value !== 'object' || value === null) return { raw: String(value) }
  return {
    members: Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, treeOf(member)]),
  }
}

const jsonMember = ([key, value]: TreeMember): string => `${JSON.stringify(key)}:${jsonOf(value)}`

export const jsonOf = (tree: Tree): string => {
  if ('members' in tree) return `{${tree.members.map(jsonMember).join(',')}}`
  if ('items' in tree) return `[${tree.items.map(jsonOf).join(',')}]`
  return 'text' in tree ? JSON.stringify(tree.text) : tree.raw
}

const PLAIN = /^[A-Za-z][A-Za-z0-9./-]*$/
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null)$/i

const yamlText = (text: string): string =>
  PLAIN.test(text) && !NO_TEXT.test(text) ? text : JSON.stringify(text)

const isFlow = (tree: Tree): boolean =>
  ('members' in tree && tree.members.length === 0) || ('items' in tree && tree.items.length === 0)

/** YAML in blocks, down to some depth; what is deeper, in flow. */
export const yamlOf = (tree: Tree, blocks = 9, indent = ''): string => {
  if ('text' in tree) return `${yamlText(tree.text)}\n`
  if ('raw' in tree) return `${tree.raw}\n`
  if (blocks === 0 || isFlow(tree)) return `${flowOf(tree)}\n`
  if ('items' in tree) {
    return tree.items
      .map((item) => `${indent}- ${yamlOf(item, blocks - 1, `${indent}  `).trimStart()}`)
      .join('')
  }
  return tree.members
    .map(([key, value]) => {
      const block = 'members' in value || 'items' in value
      const inside = yamlOf(value, blocks - 1, `${indent}  `)
      const onLine = !block || blocks === 1 || isFlow(value)
      return `${indent}${keyOf(key)}:${onLine ? ' ' : '\n'}${inside}`
    })
    .join('')
}

const keyOf = (key: string): string => (key === '<<' ? key : yamlText(key))

const flowOf = (tree: Tree): string => {
  if ('members' in tree) {
    return `{${tree.members.map(([key, value]) => `${keyOf(key)}: ${flowOf(value)}`).join(', ')}}`
  }
  if ('items' in tree) return `[${tree.items.map(flowOf).join(', ')}]`
  return 'text' in tree ? yamlText(tree.text) : tree.raw
}

/** A change of the members around one of them. */
type Change = (members: readonly TreeMember[], at: number) => readonly TreeMember[]

const replaced =
  (...by: readonly TreeMember[]): Change =>
  (members, at) => [...members.slice(0, at), ...by, ...members.slice(at + 1)]

const here =
  (change: (member: TreeMember) => readonly TreeMember[]): Change =>
  (members, at) => {
    const member = members[at]
    return member === undefined ? members : replaced(...change(member))(members, at)
  }

const oneEdit = (key: string, at: number, letter: string, how: number): string => {
  const place = at % (key.length + 1)
  const rest = key.slice(how === 0 ? place : place + 1)
  return how === 2 ? `${key.slice(0, place)}${rest}` : `${key.slice(0, place)}${letter}${rest}`
}

const NUMBERS = [
  '0',
  '1',
  '-1',
  '5.0',
  '1e2',
  '0.5',
  '2147483648',
  '-2147483649',
  '9223372036854775808',
  '1e400',
]
const TEXTS = ['', 'x', '5', 'true', '10%', '1Gi', '2026-01-02T03:04:05Z', 'YQ==', '\u00a0', 'é']

/** A scalar, numbers as they may be written. */
export const anyLeaf: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom(...NUMBERS.slice(0, -1)).map((raw) => ({ raw })),
  fc.constantFrom('true', 'false', 'null').map((raw) => ({ raw })),
  fc.constantFrom(...TEXTS).map((text) => ({ text })),
)

const anyOther: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 4, arbitrary: anyLeaf },
  { weight: 1, arbitrary: fc.array(anyLeaf, { maxLength: 2 }).map((items) => ({ items })) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom('a', 'name', 'x'), anyLeaf), { maxLength: 2 })
      .map((members) => ({ members })),
  },
)

/** Names of fields, some of them of another level or another release. */
const FIELDS = [
  'nodeSelector',
  'tolerations',
  'affinity',
  'hostNetwork',
  'resources',
  'replicas',
  'strategy',
  'restartPolicy',
  'securityContext',
  'matchLabels',
  'hostUsers',
  'schedulingGroup',
  'stopSignal',
  'labels',
  'name',
  'x',
  '__proto__',
  'constructor',
]

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  // Another value, of whatever type.
  { weight: 3, arbitrary: anyOther.map((value) => here(([key]) => [[key, value]])) },
  // Another name: one edit away, of another case, with something that cannot be seen.
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(30), fc.constantFrom('s', 'e', 'x', '\u00a0', '\u200b'), fc.nat(2))
      .map(([at, letter, how]) => here(([key, value]) => [[oneEdit(key, at, letter, how), value]])),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Change>(
      here(([key, value]) => [[key.toUpperCase(), value]]),
      here(([key, value]) => [[key.toLowerCase(), value]]),
      here(([key, value]) => [[`${key.charAt(0).toUpperCase()}${key.slice(1)}`, value]]),
    ),
  },
  // Twice, with another value or the same.
  {
    weight: 2,
    arbitrary: fc.tuple(anyOther, fc.boolean()).map(([other, same]) =>
      here(([key, value]) => [
        [key, value],
        [key, same ? value : other],
      ]),
    ),
  },
  // Something that does not belong there.
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...FIELDS), anyOther)
      .map(([key, value]) => here((member) => [member, [key, value]])),
  },
  // A level up, a level down, a list for its items.
  {
    weight: 3,
    arbitrary: fc.constantFrom<Change>(
      here(([key, value]) => ('members' in value ? value.members : [[key, value]])),
      (members, at) => {
        const [moved, into] = [members[at], members[at + 1]]
        if (moved === undefined || into === undefined || !('members' in into[1])) return members
        const inside: TreeMember = [into[0], { members: [...into[1].members, moved] }]
        return [...members.slice(0, at), inside, ...members.slice(at + 2)]
      },
      here(([key, value]) => [[key, { items: [value] }]]),
      here(([key, value]) => [[key, ('items' in value ? value.items[0] : undefined) ?? value]]),
      here(([key, value]) => [[key, { members: [[key, value]] }]]),
      here(([key, value]) => [[key, 'text' in value ? { raw: '7' } : { text: '7' }]]),
    ),
  },
)

/** The objects of a tree, how many there are. */
const countOf = (tree: Tree): number =>
  'members' in tree
    ? 1 + tree.members.reduce((sum, [, value]) => sum + countOf(value), 0)
    : 'items' in tree
      ? tree.items.reduce((sum, item) => sum + countOf(item), 0)
      : 0

/** A tree with a change in one of its objects, by its number; the root is changed more rarely than what is in it. */
const changed = (tree: Tree, object: number, member: number, change: Change): Tree => {
  let left = object % Math.max(1, countOf(tree))
  const walk = (part: Tree): Tree => {
    if ('items' in part) return { items: part.items.map(walk) }
    if (!('members' in part)) return part
    if (left-- === 0) return { members: change(part.members, member % (part.members.length || 1)) }
    return { members: part.members.map(([key, value]) => [key, walk(value)]) }
  }
  return walk(tree)
}

/** A tree without most of what is in it, so that a case is short. */
const thinned = (tree: Tree, keep: (key: string) => boolean): Tree => {
  if ('items' in tree) return { items: tree.items.map((item) => thinned(item, keep)) }
  if (!('members' in tree)) return tree
  return {
    members: tree.members
      .filter(([key]) => KEPT.has(key) || keep(key))
      .map(([key, value]) => [key, thinned(value, keep)]),
  }
}

const KEPT = new Set(['apiVersion', 'kind', 'metadata', 'name', 'spec', 'template', 'containers'])

/** The kinds of workloads that have the template of a shape, and what is around it. */
const AROUND: readonly ((shape: (typeof CHART_SHAPES)[number]) => object)[] = [
  (shape) => shape,
  (shape) => ({ ...shape, kind: 'Deployment' }),
  ({ metadata, spec: { template } }) => ({ apiVersion: 'v1', kind: 'Pod', metadata, ...template }),
  ({ metadata, spec: { template } }) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
  }),
]

/** A manifest of a shape that charts have, with something wrong in it, and mostly with less in it. */
export const mutatedShape = ({
  whole = false,
  kinds = false,
}: { readonly whole?: boolean; readonly kinds?: boolean } = {}): fc.Arbitrary<Tree> =>
  fc
    .tuple(
      fc.constantFrom(...CHART_SHAPES),
      kinds
        ? fc.oneof(
            { weight: 4, arbitrary: fc.constant(AROUND[0]) },
            { weight: 1, arbitrary: fc.constantFrom(...AROUND) },
          )
        : fc.constant(AROUND[0]),
      fc.array(fc.tuple(fc.nat(400), fc.nat(40), anyChange), { minLength: 1, maxLength: 3 }),
      whole ? fc.constant(1000) : fc.constantFrom(1000, 2, 3, 5),
      fc.nat(100),
    )
    .map(([shape, around, changes, part, salt]) => {
      const tree = treeOf(around?.(shape) ?? shape)
      const keep = (key: string): boolean =>
        part === 1000 ||
        (Array.from(key, (c) => c.charCodeAt(0)).reduce((sum, code) => sum * 31 + code, salt) >>>
          0) %
          part ===
          0
      return changes.reduce(
        (so, [object, member, change]) => changed(so, object, member, change),
        thinned(tree, keep),
      )
    })

/** The text of a tree: JSON, or YAML in one style or another. */
export const anyTextOf = (tree: Tree): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(jsonOf(tree)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(9, 9, 20, 3, 1, 0), fc.constantFrom('', '---\n', '# a comment\n'))
        .map(([blocks, before]) => `${before}${yamlOf(tree, blocks)}`),
    },
  )
