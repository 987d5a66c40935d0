import { parseArgs } from 'node:util'
import type { KubernetesSemantics } from '../../kube/semanticsFor.js'
import { UsageError } from '../exitCode.js'
import { bothKubernetes, kubernetesOption, parseGates } from './kubernetesOption.js'
import {
  budgetOption,
  countOption,
  instantOption,
  oneOf,
  patternOption,
  secondsOption,
  stagesOption,
} from './optionValues.js'

/** How a command may answer. */
export type Output = 'text' | 'json' | 'markdown' | 'junit' | 'sarif' | 'github'

/** What `--patch` may say. */
const PATCHES = ['json', 'merge', 'kustomize'] as const

export type Patch = (typeof PATCHES)[number]

/** The options that every command on a snapshot takes. */
export interface Options {
  readonly files: readonly string[]
  /** Files that both sides of a comparison share. */
  readonly nodes: readonly string[]
  readonly namespace: string | undefined
  readonly selector: string | undefined
  readonly now: string | undefined
  readonly output: Output
  readonly observed: 'later' | 'atOnce'
  readonly toRevision: string | undefined
  /** Whose rules hold; those of the newest verified release unless one is named. */
  readonly kubernetes: KubernetesSemantics
  /** Whose rules to compare them with. */
  readonly against: KubernetesSemantics | undefined
  readonly all: boolean
  readonly overwrite: boolean
  readonly collapse: boolean
  readonly keep: readonly string[]
  readonly names: boolean
  readonly restart: boolean
  /** Files whose DaemonSet is rolled out. */
  readonly apply: readonly string[]
  readonly neverReady: boolean
  readonly check: boolean
  readonly maxUnavailable: number | string | undefined
  readonly maxSurge: number | string | undefined
  readonly readyAfter: number | undefined
  readonly goneAfter: number | undefined
  readonly stages: readonly (number | string)[] | undefined
  readonly by: string | undefined
  readonly canary: string | undefined
  readonly minAvailable: number | string | undefined
  readonly maxRestarts: number | undefined
  readonly soak: number | undefined
  readonly run: RegExp | undefined
  readonly failOn: 'error' | 'warning' | 'note' | 'never'
  readonly removers: readonly string[]
  readonly patch: Patch | undefined
  readonly way: number | undefined
  readonly colour: 'auto' | 'never'
  readonly detailedExitCode: boolean
  readonly help: boolean
  readonly positionals: readonly string[]
}

const SPEC = {
  filename: { type: 'string', short: 'f', multiple: true },
  nodes: { type: 'string', multiple: true },
  namespace: { type: 'string', short: 'n' },
  selector: { type: 'string', short: 'l' },
  now: { type: 'string' },
  output: { type: 'string', short: 'o' },
  observed: { type: 'string' },
  'to-revision': { type: 'string' },
  kubernetes: { type: 'string' },
  against: { type: 'string' },
  'feature-gates': { type: 'string', multiple: true },
  all: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  collapse: { type: 'boolean' },
  keep: { type: 'string', multiple: true },
  names: { type: 'boolean' },
  restart: { type: 'boolean' },
  apply: { type: 'string', multiple: true },
  'never-ready': { type: 'boolean' },
  check: { type: 'boolean' },
  'max-unavailable': { type: 'string' },
  'max-surge': { type: 'string' },
  'ready-after': { type: 'string' },
  'gone-after': { type: 'string' },
  stages: { type: 'string' },
  by: { type: 'string' },
  canary: { type: 'string' },
  'min-available': { type: 'string' },
  'max-restarts': { type: 'string' },
  soak: { type: 'string' },
  run: { type: 'string' },
  'fail-on': { type: 'string' },
  remover: { type: 'string', multiple: true },
  patch: { type: 'string' },
  way: { type: 'string' },
  'no-color': { type: 'boolean' },
  'detailed-exitcode': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** An option by its long name. */
export type OptionName = keyof typeof SPEC

/** Reads the options of a command; one that the command does not take is an error, not ignored. */
export const parseOptions = (
  args: readonly string[],
  takes: readonly OptionName[],
  outputs: readonly Output[] = ['text', 'json'],
): Options => {
  const options = Object.fromEntries(
    Object.entries(SPEC).filter(([name]) => name === 'help' || takes.includes(name as OptionName)),
  ) as typeof SPEC
  const { values, positionals } = parsed([...args], options)
  return {
    files: values.filename ?? [],
    nodes: values.nodes ?? [],
    namespace: values.namespace,
    selector: values.selector,
    now: instantOption(values.now),
    output: oneOf('-o', values.output ?? 'text', outputs),
    observed:
      oneOf('--observed', values.observed ?? 'later', ['later', 'at-once']) === 'later'
        ? 'later'
        : 'atOnce',
    toRevision: values['to-revision'],
    ...versions(values.kubernetes, values.against, values['feature-gates'] ?? []),
    all: values.all ?? false,
    overwrite: values.overwrite ?? false,
    collapse: values.collapse ?? false,
    keep: values.keep ?? [],
    names: values.names ?? false,
    restart: values.restart ?? false,
    apply: values.apply ?? [],
    neverReady: values['never-ready'] ?? false,
    check: values.check ?? false,
    maxUnavailable: budgetOption('--max-unavailable', values['max-unavailable']),
    maxSurge: budgetOption('--max-surge', values['max-surge']),
    readyAfter: secondsOption('--ready-after', values['ready-after']),
    goneAfter: secondsOption('--gone-after', values['gone-after']),
    stages: stagesOption('--stages', values.stages),
    by: values.by,
    canary: values.canary,
    minAvailable: budgetOption('--min-available', values['min-available']),
    maxRestarts: countOption('--max-restarts', values['max-restarts']),
    soak: secondsOption('--soak', values.soak),
    run: patternOption(values.run),
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'error', ['error', 'warning', 'note', 'never']),
    removers: values.remover ?? [],
    patch: values.patch === undefined ? undefined : oneOf('--patch', values.patch, PATCHES),
    way: countOption('--way', values.way),
    colour: values['no-color'] === true ? 'never' : 'auto',
    detailedExitCode: values['detailed-exitcode'] ?? false,
    help: values.help ?? false,
    positionals,
  }
}

const versions = (
  kubernetes: string | undefined,
  against: string | undefined,
  gates: readonly string[],
): Pick<Options, 'kubernetes' | 'against'> => {
  const set = parseGates(gates)
  if (against === undefined) {
    return { kubernetes: kubernetesOption(kubernetes, set), against: undefined }
  }
  const [from, to] = bothKubernetes(kubernetes, against, set)
  return { kubernetes: from, against: to }
}

const parsed = (args: string[], options: typeof SPEC) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
