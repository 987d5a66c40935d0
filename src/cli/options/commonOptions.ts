/** Options that several verbs take. */

import { KUBERNETES } from './kubernetesOption.js'
import { argument, switchOption, textOption, textsOption, valueOption } from './option.js'
import { instantOption } from './optionValues.js'

export const FILES = textsOption({
  name: 'filename',
  short: 'f',
  value: 'FILE',
  text: 'a file, a directory or - (standard input); JSON or YAML',
  files: true,
  needed: true,
})

export const NAMESPACE = textOption({
  name: 'namespace',
  short: 'n',
  value: 'NAME',
  text: 'only DaemonSets of this namespace',
})

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

/** What the verbs take that compare two clusters. */
export const COMPARING = {
  namespace: NAMESPACE,
  selector: SELECTOR,
  now: NOW,
  detailedExitCode: DETAILED_EXITCODE,
  kubernetes: KUBERNETES,
}

export const DAEMON_SET = argument('DAEMONSET', 'its name, or namespace/name')
