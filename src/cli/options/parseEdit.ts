import * as E from 'fp-ts/Either'
import { parseArgs } from 'node:util'
import { MOST_ADDED } from '../../impact/applyChange.js'
import type { ClusterChange, NodeChoice } from '../../impact/clusterChange.js'
import { parseLabels } from '../../kubectl/editLabels.js'
import { parseTaintArguments } from '../../kubectl/parseTaintArguments.js'
import {
  KUBECTL_NO_LABEL,
  kubectlLabelError,
  kubectlTaintArgumentsError,
} from '../../report/upstream/kubectlText.js'
import { UsageError } from '../exitCode.js'
import { labelFilter } from './select.js'

/** A change, or nodes to be added whose template is still to be read from a file. */
export type ParsedEdit =
  | Exclude<ClusterChange, { readonly code: 'Add' }>
  | {
      readonly code: 'Add'
      readonly template: string
      readonly pool: string | undefined
      readonly count: number
    }

const FLAGS = {
  selector: { type: 'string', short: 'l' },
  all: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  'ignore-daemonsets': { type: 'boolean' },
  'delete-emptydir-data': { type: 'boolean' },
  force: { type: 'boolean' },
  template: { type: 'string' },
  pool: { type: 'string' },
  count: { type: 'string' },
} as const

type Flag = keyof typeof FLAGS

const CHOOSING: readonly Flag[] = ['selector', 'all']

const TAKES: Readonly<Record<string, readonly Flag[]>> = {
  taint: [...CHOOSING, 'overwrite'],
  untaint: CHOOSING,
  label: [...CHOOSING, 'overwrite'],
  cordon: ['selector'],
  uncordon: ['selector'],
  drain: ['selector', 'ignore-daemonsets', 'delete-emptydir-data', 'force'],
  delete: CHOOSING,
  add: ['template', 'pool', 'count'],
}

/** Edits as they may be written, for help and for what is none. */
export const EDIT_EXAMPLES: readonly string[] = [
  "  'taint node worker-1 dedicated=db:NoSchedule'   'untaint node worker-1 dedicated'",
  "  'label node worker-1 disk=ssd'   'cordon worker-1'   'uncordon worker-1'",
  "  'drain worker-1 --ignore-daemonsets'   'delete node worker-1'",
  "  'add nodes --template pool.yaml --count 20'",
]

/** Reads one edit of `podfit what-if`. */
export const parseEdit = (text: string): ParsedEdit => {
  const words = shellWords(text)
  const [verb = '', ...args] = words[0] === 'kubectl' ? words.slice(1) : words
  const takes = Object.hasOwn(TAKES, verb) ? TAKES[verb] : undefined
  if (takes === undefined) {
    throw new UsageError(
      `${JSON.stringify(text)}: an edit is one quoted argument in kubectl's words, for example:`,
      EDIT_EXAMPLES,
    )
  }
  try {
    return editOf(verb, argumentsOf(args, takes))
  } catch (error) {
    throw new UsageError(`${JSON.stringify(text)}: ${(error as Error).message}`)
  }
}

interface Arguments {
  readonly words: readonly string[]
  readonly values: Readonly<Partial<Record<Flag, string | boolean>>>
}

const argumentsOf = (args: readonly string[], takes: readonly Flag[]): Arguments => {
  const options = Object.fromEntries(
    Object.entries(FLAGS).filter(([name]) => takes.includes(name as Flag)),
  )
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: true,
  })
  return { words: positionals, values }
}

const editOf = (verb: string, { words, values }: Arguments): ParsedEdit => {
  switch (verb) {
    case 'taint':
      return taintEdit(words, values)
    case 'untaint':
      return taintEdit(removals(words, values), values)
    case 'label': {
      const [names, specs] = resources(words, (word) => /=|-$/.test(word))
      const edit = parseLabels(specs)
      if (E.isLeft(edit)) throw new UsageError(kubectlLabelError(edit.left[0]))
      if (specs.length === 0) throw new UsageError(KUBECTL_NO_LABEL)
      const overwrite = values.overwrite === true
      return { code: 'Label', nodes: chosen(names, values), edit: edit.right, overwrite }
    }
    case 'cordon':
      return { code: 'Cordon', nodes: chosen(resources(words)[0], values) }
    case 'uncordon':
      return { code: 'Uncordon', nodes: chosen(resources(words)[0], values) }
    case 'delete':
      return { code: 'Delete', nodes: chosen(resources(words)[0], values) }
    case 'drain':
      return {
        code: 'Drain',
        nodes: chosen(resources(words)[0], values),
        options: {
          ignoreDaemonSets: values['ignore-daemonsets'] === true,
          deleteEmptyDirData: values['delete-emptydir-data'] === true,
          force: values.force === true,
        },
      }
    default:
      return addEdit(words, values)
  }
}

const taintEdit = (words: readonly string[], values: Arguments['values']): ParsedEdit => {
  const all = values.all === true
  const parsed = parseTaintArguments(words, { all, selector: values.selector !== undefined })
  if (E.isLeft(parsed)) throw new UsageError(kubectlTaintArgumentsError(parsed.left[0]))
  const { names, edit } = parsed.right
  const overwrite = values.overwrite === true
  return { code: 'Taint', nodes: chosen(names, values), edit, overwrite }
}

/** `untaint node worker-1 dedicated` means `dedicated-`; before it stand the type and one name, unless chosen otherwise. */
const removals = (
  words: readonly string[],
  { all, selector }: Arguments['values'],
): readonly string[] => {
  const before = all === true || selector !== undefined ? 1 : 2
  return words.map((word, i) => (i < before || word.endsWith('-') ? word : `${word}-`))
}

const NODE_WORD = /^(?:nodes?|no)$/i

/** Names, without the word for nodes before them, and what follows them. */
const resources = (
  words: readonly string[],
  isSpec: (word: string) => boolean = () => false,
): readonly [names: readonly string[], specs: readonly string[]] => {
  const first = words.findIndex(isSpec)
  const names = first < 0 ? words : words.slice(0, first)
  const plain = NODE_WORD.test(names[0] ?? '') ? names.slice(1) : names
  return [
    plain.map((name) => name.replace(/^(?:nodes?|no)\//i, '')),
    first < 0 ? [] : words.slice(first),
  ]
}

const chosen = (names: readonly string[], { all, selector }: Arguments['values']): NodeChoice => {
  if (all === true) return { code: 'Matching', matches: () => true }
  if (typeof selector === 'string') return { code: 'Matching', matches: labelFilter(selector) }
  if (names.length === 0) throw new UsageError('no node is named: give names, -l SELECTOR or --all')
  return { code: 'Named', names }
}

const addEdit = (words: readonly string[], values: Arguments['values']): ParsedEdit => {
  const { template, pool, count } = values
  const number = count === undefined ? 1 : Number(count)
  if (!NODE_WORD.test(words[0] ?? '') || words.length > 1 || typeof template !== 'string') {
    throw new UsageError("expected 'add nodes --template FILE --count N'")
  }
  if (!Number.isInteger(number) || number < 1 || number > MOST_ADDED) {
    throw new UsageError(`--count ${String(count)}: expected a number from 1 to ${MOST_ADDED}`)
  }
  return { code: 'Add', template, pool: typeof pool === 'string' ? pool : undefined, count: number }
}

const WORD = /(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\.)*"|\\.)+/g

/** The words of a command as a shell tells them apart. */
export const shellWords = (text: string): readonly string[] => {
  const rest = text.replace(WORD, '').trim()
  if (rest !== '') throw new UsageError(`${JSON.stringify(text)}: a quote is not closed`)
  return (text.match(WORD) ?? []).map((word) => word.replace(QUOTED, unquoted))
}

const QUOTED = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g

const unquoted = (_all: string, single?: string, double?: string, escaped?: string): string =>
  single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
