import * as E from 'fp-ts/Either'
import { MOST_ADDED } from '../../impact/applyChange.js'
import type { ClusterChange, NodeChoice, ObjectNames } from '../../impact/clusterChange.js'
import { parseLabels } from '../../kubectl/editLabels.js'
import { parseTaintArguments } from '../../kubectl/parseTaintArguments.js'
import { resourceKind, resourceName, type ResourceKind } from '../../kubectl/resourceName.js'
import {
  KUBECTL_NO_IMAGE,
  KUBECTL_NO_LABEL,
  KUBECTL_NO_PATCH,
  kubectlLabelError,
  kubectlTaintArgumentsError,
} from '../../report/upstream/kubectlText.js'
import { UsageError } from '../exitCode.js'
import type { CommandLine } from '../frame/command.js'
import type { Flag, Given } from '../frame/flag.js'
import { didYouMean, nearest } from '../frame/nearest.js'
import { parseFlags } from '../frame/parseCommandLine.js'
import { imagesIn, PATCH_TYPES, type DaemonSetEdit } from '../input/daemonSetUpdate.js'
import { calledDaemonSet, calledNode, labelFilter } from './select.js'

/** A change, or one for which a file, or the cluster, is still to be read. */
export type ParsedEdit =
  | Exclude<ClusterChange, { readonly code: 'Add' | 'UpdateDaemonSet' }>
  | {
      readonly code: 'Add'
      readonly template: string
      readonly pool: string | undefined
      readonly count: number
    }
  | { readonly code: 'Edit'; readonly objects: ObjectNames; readonly edit: DaemonSetEdit }

const SELECTOR: Flag = { name: 'selector', short: 'l', value: 'LABELS', text: 'nodes with labels' }
const ALL: Flag = { name: 'all', text: 'every node' }
const OVERWRITE: Flag = { name: 'overwrite', text: 'what is there already, too' }
const NAMESPACE: Flag = { name: 'namespace', short: 'n', value: 'NAME', text: 'their namespace' }

const CHOOSING: readonly Flag[] = [SELECTOR, ALL]

/** What kubectl takes besides, and why it has no place here. */
const NOT_DRAIN: Readonly<Record<string, string>> = {
  'grace-period': 'what-if says what is evicted, not how long that takes',
  timeout: 'what-if says what is evicted, not how long kubectl waits for it',
  'skip-wait-for-delete-timeout': 'what-if says what is evicted, not how long kubectl waits for it',
  'disable-eviction': 'what-if does not look at PodDisruptionBudgets, so it has no effect',
  'pod-selector': 'what-if drains a node of all its pods',
}

/** The verbs of edits, and the flags that each takes. */
const TAKES: Readonly<Record<string, readonly Flag[]>> = {
  taint: [...CHOOSING, OVERWRITE],
  untaint: CHOOSING,
  label: [...CHOOSING, OVERWRITE],
  cordon: [SELECTOR],
  uncordon: [SELECTOR],
  drain: [
    SELECTOR,
    { name: 'ignore-daemonsets', text: 'leave pods of DaemonSets' },
    { name: 'delete-emptydir-data', text: 'evict pods with local storage' },
    { name: 'force', text: 'evict pods without a controller' },
    ...Object.keys(NOT_DRAIN).map((name) => ({
      name,
      ...(name !== 'disable-eviction' && { value: 'VALUE' }),
      text: 'refused, with the reason',
    })),
  ],
  delete: [
    ...CHOOSING,
    NAMESPACE,
    { name: 'cascade', value: 'HOW', text: 'background, foreground or orphan' },
  ],
  set: [NAMESPACE],
  patch: [
    NAMESPACE,
    { name: 'patch', short: 'p', value: 'PATCH', text: 'JSON or YAML' },
    { name: 'type', value: 'TYPE', text: 'strategic, merge or json', choices: PATCH_TYPES },
  ],
  add: [
    { name: 'template', value: 'FILE', text: 'the template of the nodes' },
    { name: 'pool', value: 'NAME', text: 'the pool in the file' },
    { name: 'count', value: 'N', text: 'how many nodes' },
  ],
}

/** Edits as they may be written, for help and for what is none. */
export const EDIT_EXAMPLES: readonly string[] = [
  "  'taint node worker-1 dedicated=db:NoSchedule'   'untaint node worker-1 dedicated'",
  "  'label node worker-1 disk=ssd'   'cordon worker-1'   'uncordon worker-1'",
  "  'drain worker-1 --ignore-daemonsets'   'delete node worker-1'",
  "  'add nodes --template pool.yaml --count 20'",
  "  'set image ds/agent agent=agent:2 -n logging'   'delete pod agent-x7k2p -n logging'",
  "  'patch ds agent -p PATCH --type=merge'   'delete ds agent --cascade=orphan'",
]

/** Reads one edit of `podfit what-if`. */
export const parseEdit = (text: string): ParsedEdit => {
  const words = shellWords(text)
  const [verb = '', ...args] = words[0] === 'kubectl' ? words.slice(1) : words
  const flags = Object.hasOwn(TAKES, verb) ? TAKES[verb] : undefined
  if (flags === undefined) {
    const near = didYouMean(nearest(verb, Object.keys(TAKES)))
    throw new UsageError(
      `${JSON.stringify(text)}: an edit is one quoted argument in kubectl's words${near}${near === '' ? ', for example' : ' For example'}:`,
      EDIT_EXAMPLES,
    )
  }
  try {
    const line = parseFlags({ name: verb, flags }, args)
    if (line === 'help') throw new UsageError('podfit what-if --help shows edits')
    return editOf(verb, line)
  } catch (error) {
    throw new UsageError(`${JSON.stringify(text)}: ${(error as Error).message}`)
  }
}

/**
 * A command line whose first word is the verb of an edit, written without quotes: the edit is one argument, and what
 * the edit does not take is left to `podfit what-if`.
 */
export const groupedEdit = (args: readonly string[], own: readonly Flag[]): readonly string[] => {
  const first = firstWord(args, own)
  const verb = args[first] === 'kubectl' ? args[first + 1] : args[first]
  const takes = verb !== undefined && Object.hasOwn(TAKES, verb) ? TAKES[verb] : undefined
  if (takes === undefined) return args
  const edit: string[] = []
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const its = flagIn(arg, takes)
    const flag = its ?? flagIn(arg, own)
    const isForEdit = its !== undefined || flag === undefined
    const taken = isForEdit && !/^(?:-h|--help)$/.test(arg) ? edit : rest
    taken.push(arg)
    const next = args[i + 1]
    if (flag?.value !== undefined && isWhole(arg, flag) && next !== undefined) {
      taken.push(next)
      i++
    }
  }
  return [edit.map(quoted).join(' '), ...rest]
}

/** Where the first word stands that is neither a flag nor the value of one. */
const firstWord = (args: readonly string[], flags: readonly Flag[]): number => {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (!arg.startsWith('-')) return i
    const flag = flagIn(arg, flags)
    if (flag?.value !== undefined && isWhole(arg, flag)) i++
  }
  return args.length
}

const flagIn = (arg: string, flags: readonly Flag[]): Flag | undefined =>
  flags.find(
    (flag) =>
      isWhole(arg, flag) ||
      arg.startsWith(`--${flag.name}=`) ||
      (flag.short !== undefined &&
        flag.value !== undefined &&
        /^-\w/.test(arg) &&
        arg[1] === flag.short),
  )

/** Whether a flag stands there without its value. */
const isWhole = (arg: string, { name, short }: Flag): boolean =>
  arg === `--${name}` || arg === `-${short}`

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

const editOf = (verb: string, { words, given }: CommandLine): ParsedEdit => {
  switch (verb) {
    case 'taint':
      return taintEdit(words, given)
    case 'untaint':
      return taintEdit(removals(words, given), given)
    case 'label': {
      const [names, specs] = resources(words, (word) => /=|-$/.test(word))
      const edit = parseLabels(specs)
      if (E.isLeft(edit)) throw new UsageError(kubectlLabelError(edit.left[0]))
      if (specs.length === 0) throw new UsageError(KUBECTL_NO_LABEL)
      const overwrite = isOn(given, 'overwrite')
      return { code: 'Label', nodes: chosen(names, given), edit: edit.right, overwrite }
    }
    case 'cordon':
      return { code: 'Cordon', nodes: chosen(resources(words)[0], given) }
    case 'uncordon':
      return { code: 'Uncordon', nodes: chosen(resources(words)[0], given) }
    case 'delete':
      return deleteEdit(words, given)
    case 'set':
      return setEdit(words, given)
    case 'patch':
      return patchEdit(words, given)
    case 'drain':
      for (const [name, why] of Object.entries(NOT_DRAIN)) {
        if (given(name).length > 0) throw new UsageError(`drain: leave out --${name}: ${why}`)
      }
      return {
        code: 'Drain',
        nodes: chosen(resources(words)[0], given),
        options: {
          ignoreDaemonSets: isOn(given, 'ignore-daemonsets'),
          deleteEmptyDirData: isOn(given, 'delete-emptydir-data'),
          force: isOn(given, 'force'),
        },
      }
    default:
      return addEdit(words, given)
  }
}

const isOn = (given: Given, flag: string): boolean => given(flag).length > 0

const CASCADES: Readonly<Record<string, 'background' | 'foreground' | 'orphan'>> = {
  background: 'background',
  foreground: 'foreground',
  orphan: 'orphan',
  true: 'background',
  false: 'orphan',
}

/** Nodes, unless it is said that it is DaemonSets or pods. */
const deleteEdit = (words: readonly string[], given: Given): ParsedEdit => {
  const { kind, names } = calledObjects(words)
  const isOfNodes = kind === undefined || kind === 'Node'
  if (isOfNodes && isOn(given, 'namespace')) {
    throw new UsageError('nodes are in no namespace; -n is about DaemonSets and pods')
  }
  if ((isOfNodes || kind === 'Pod') && isOn(given, 'cascade')) {
    throw new UsageError('--cascade is about DaemonSets: what becomes of their pods')
  }
  if (isOfNodes) {
    return { code: 'Delete', nodes: chosen(resources(words)[0], given) }
  }
  const how = given('cascade').at(-1) ?? 'background'
  const cascade = Object.hasOwn(CASCADES, how) ? CASCADES[how] : undefined
  if (cascade === undefined) {
    throw new UsageError(`--cascade ${how}: expected background, foreground or orphan`)
  }
  const objects = objectNames(names, given)
  if (isOn(given, 'all') || isOn(given, 'selector')) {
    throw new UsageError('name what is deleted; --all and -l choose nodes')
  }
  if (kind === 'Pod') return { code: 'DeletePod', objects }
  if (kind === 'DaemonSet') return { code: 'DeleteDaemonSet', objects, cascade }
  throw new UsageError(`a ${kind} is not looked at: expected ds, pod or node`)
}

const setEdit = ([what, ...words]: readonly string[], given: Given): ParsedEdit => {
  const pairs = words.filter((word) => word.includes('='))
  const { kind, names } = calledObjects(words.filter((word) => !word.includes('=')))
  if (what !== 'image') throw new UsageError(`set ${what ?? ''}: expected set image`)
  if (pairs.length === 0) throw new UsageError(KUBECTL_NO_IMAGE)
  onlyDaemonSets(kind)
  const edit = { code: 'SetImage', images: imagesIn(pairs) } as const
  return { code: 'Edit', objects: objectNames(names, given), edit }
}

const patchEdit = (words: readonly string[], given: Given): ParsedEdit => {
  const { kind, names } = calledObjects(words)
  const patch = given('patch').at(-1)
  const asked = given('type').at(-1) ?? 'strategic'
  const type = PATCH_TYPES.find((each) => each === asked)
  if (patch === undefined) throw new UsageError(KUBECTL_NO_PATCH)
  if (type === undefined) {
    throw new UsageError(`--type ${asked}: expected one of ${PATCH_TYPES.join(', ')}`)
  }
  onlyDaemonSets(kind)
  return { code: 'Edit', objects: objectNames(names, given), edit: { code: 'Patch', patch, type } }
}

const onlyDaemonSets = (kind: ResourceKind | undefined): void => {
  if (kind !== 'DaemonSet') throw new UsageError('expected ds NAME or ds/NAME')
}

/** `ds agent`, `ds/agent`: the kind, if it is said, and the names. */
const calledObjects = (
  words: readonly string[],
): { readonly kind: ResourceKind | undefined; readonly names: readonly string[] } => {
  const [first = '', ...rest] = words
  const kind = resourceKind(first)
  if (kind !== undefined) return { kind, names: rest }
  const called = words.map(resourceName)
  const kinds = new Set(called.map((each) => each.kind))
  if (kinds.size > 1) throw new UsageError('expected names of one kind')
  return { kind: called[0]?.kind, names: called.map(({ name }) => name) }
}

/** Names in the namespace that `-n` gives, or each `NAMESPACE/NAME`. */
const objectNames = (names: readonly string[], given: Given): ObjectNames => {
  const called = names.map((name) => calledDaemonSet(name, given('namespace').at(-1)))
  const [first, ...more] = called
  if (first === undefined) throw new UsageError('expected a name')
  const { namespace } = first
  if (more.some((each) => each.namespace !== namespace)) {
    throw new UsageError('expected names in one namespace')
  }
  return { ...(namespace !== undefined && { namespace }), names: called.map(({ name }) => name) }
}

const taintEdit = (words: readonly string[], given: Given): ParsedEdit => {
  const all = isOn(given, 'all')
  const parsed = parseTaintArguments(words, { all, selector: isOn(given, 'selector') })
  if (E.isLeft(parsed)) throw new UsageError(kubectlTaintArgumentsError(parsed.left[0]))
  const { names, edit } = parsed.right
  const overwrite = isOn(given, 'overwrite')
  return { code: 'Taint', nodes: chosen(names, given), edit, overwrite }
}

/** `untaint node worker-1 dedicated` means `dedicated-`; before it stand the type and one name, unless chosen otherwise. */
const removals = (words: readonly string[], given: Given): readonly string[] => {
  const before = isOn(given, 'all') || isOn(given, 'selector') ? 1 : 2
  return words.map((word, i) => (i < before || word.endsWith('-') ? word : `${word}-`))
}

/** Names, without the word for nodes before them, and what follows them. */
const resources = (
  words: readonly string[],
  isSpec: (word: string) => boolean = () => false,
): readonly [names: readonly string[], specs: readonly string[]] => {
  const first = words.findIndex(isSpec)
  const names = first < 0 ? words : words.slice(0, first)
  const plain = resourceKind(names[0] ?? '') === 'Node' ? names.slice(1) : names
  return [plain.map(calledNode), first < 0 ? [] : words.slice(first)]
}

const chosen = (names: readonly string[], given: Given): NodeChoice => {
  const selector = given('selector').at(-1)
  if (isOn(given, 'all')) return { code: 'Matching', matches: () => true }
  if (selector !== undefined) return { code: 'Matching', matches: labelFilter(selector) }
  if (names.length === 0) throw new UsageError('no node is named: give names, -l SELECTOR or --all')
  return { code: 'Named', names }
}

const addEdit = (words: readonly string[], given: Given): ParsedEdit => {
  const [template, pool, count] = ['template', 'pool', 'count'].map((flag) => given(flag).at(-1))
  const number = count === undefined ? 1 : Number(count)
  if (resourceKind(words[0] ?? '') !== 'Node' || words.length > 1 || template === undefined) {
    throw new UsageError("expected 'add nodes --template FILE --count N'")
  }
  if (!Number.isInteger(number) || number < 1 || number > MOST_ADDED) {
    throw new UsageError(`--count ${count ?? ''}: expected a number from 1 to ${MOST_ADDED}`)
  }
  return { code: 'Add', template, pool, count: number }
}

const WORD = /(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)+/g

/** A patch that nobody has quoted: a shell would take its own quotes away, and it would mean something else. */
const BARE_PATCH = /^(?:-p=?|--patch=)?[{[]+[^\\{[]/

/** The words of a command as a shell tells them apart; a patch that is not quoted is left as it is. */
export const shellWords = (text: string): readonly string[] => {
  const rest = text.replace(WORD, '').trim()
  if (rest !== '') throw new UsageError(`${JSON.stringify(text)}: a quote is not closed`)
  return (text.match(WORD) ?? []).map((word) =>
    BARE_PATCH.test(word) ? word : word.replace(QUOTED, unquoted),
  )
}

const QUOTED = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g

const unquoted = (_all: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
