/** Options that several verbs take. */

import type { Option } from '../frame/command.js'
import { inputsOption } from './inputsOption.js'
import { KUBERNETES } from './kubernetesOption.js'
import {
  argument,
  optionalArgument,
  switchOption,
  textOption,
  textsOption,
  valueOption,
} from './option.js'
import { instantOption } from './optionValues.js'

const FILE = {
  text: 'a file, a directory or - (standard input); JSON or YAML',
  files: true,
  needed: true,
}

/** The cluster's objects: files, or the cluster itself. */
export const FILES = inputsOption(FILE)

/** Manifests: files. */
export const MANIFESTS = textsOption({ name: 'filename', short: 'f', value: 'FILE', ...FILE })

/** What `-n` says; nothing where all namespaces are asked for, which they are anyway unless one is given. */
export const NAMESPACE: Option<string | undefined> = {
  flags: [
    {
      name: 'namespace',
      short: 'n',
      value: 'NAME',
      text: 'only DaemonSets of this namespace; manifests without one go there, those of another are refused',
    },
    {
      name: 'all-namespaces',
      short: 'A',
      text: 'DaemonSets of all namespaces, whatever -n says; this is so unless -n is given',
    },
  ],
  read: (given) => (given('all-namespaces').length > 0 ? undefined : given('namespace').at(-1)),
}

export const SELECTOR = textOption({
  name: 'selector',
  short: 'l',
  value: 'LABELS',
  text: 'only DaemonSets with these labels',
})

export const NOW = valueOption(
  {
    name: 'now',
    value: 'TIME',
    text: 'the instant to look at (RFC 3339); the current time unless given',
  },
  instantOption,
)

export const DETAILED_EXITCODE = switchOption({
  name: 'detailed-exitcode',
  text: 'exit with 2 when there are changes',
})

export const NO_PODS = switchOption({
  name: 'no-pods',
  text: 'there are no pods, as in a new cluster; without it, pods that are not given are not known',
})

export const DETAILS = switchOption({
  name: 'details',
  text: 'everything, however much it is',
})

/** What the verbs take that compare two clusters. */
export const COMPARING = {
  namespace: NAMESPACE,
  selector: SELECTOR,
  now: NOW,
  details: DETAILS,
  detailedExitCode: DETAILED_EXITCODE,
  kubernetes: KUBERNETES,
}

const CALLED = 'its name, or namespace/name; ds/NAME and daemonset/NAME, too'

export const DAEMON_SET = argument('DAEMONSET', CALLED)

/** A DaemonSet for verbs that look at all of them unless one is named. */
export const ONE_DAEMON_SET = optionalArgument('DAEMONSET', `${CALLED}; all of them unless given`)
