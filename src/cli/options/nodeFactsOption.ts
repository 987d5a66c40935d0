import * as E from 'fp-ts/Either'
import { nodeFacts, type NodeFacts } from '../../analysis/nodeFacts.js'
import { covers } from '../../analysis/proofs.js'
import type { Requirement } from '../../requirement/requirement.js'
import { asExpressions } from '../../requirement/requirement.js'
import { parseSelectorItems } from '../../selector/parseLabelSelector.js'
import { UsageError } from '../exitCode.js'
import type { Option } from '../frame/command.js'
import type { Reader } from './option.js'

const EVERY_NODE = 'every-node'
const HOSTNAME = 'hostname-is-name'

const labels: Reader<readonly Requirement[]> = (text, flag) => {
  const items = parseSelectorItems(text)
  if (E.isLeft(items) || items.right.length === 0) {
    throw new UsageError(
      `${flag} ${text}: expected labels as kubectl -l takes them, such as 'kubernetes.io/os, pool in (a, b)'`,
    )
  }
  return items.right.map(({ requirement }) => requirement)
}

/** What is known of all nodes, those that do not exist yet included; undefined where nothing is said. */
export const NODE_FACTS: Option<NodeFacts | undefined> = {
  flags: [
    {
      name: EVERY_NODE,
      value: 'LABELS',
      text: "what all nodes have that could exist, as kubectl -l takes it ('kubernetes.io/os, pool in (a, b)'); given again, both hold",
      repeats: true,
    },
    {
      name: HOSTNAME,
      text: 'the label kubernetes.io/hostname of every node that could exist is its name',
    },
  ],
  read: (given) => {
    const texts = given(EVERY_NODE)
    const hostnameIsName = given(HOSTNAME).length > 0
    if (texts.length === 0 && !hostnameIsName) return undefined
    const matchExpressions = asExpressions(texts.flatMap((text) => labels(text, `--${EVERY_NODE}`)))
    const facts = nodeFacts({
      ...(matchExpressions.length > 0 && {
        selector: { nodeSelectorTerms: [{ matchExpressions }] },
      }),
      hostnameIsName,
    })
    const contradictory = E.isLeft(facts) || covers([], { nodes: facts.right }).code === 'Proved'
    if (contradictory) {
      throw new UsageError(`--${EVERY_NODE} ${texts.join(', ')}: no node can have all of these`)
    }
    return facts.right
  },
  caveats: (given) => {
    const flags = [
      ...given(EVERY_NODE).map((text) => `--${EVERY_NODE} '${text}'`),
      ...(given(HOSTNAME).length > 0 ? [`--${HOSTNAME}`] : []),
    ]
    if (flags.length === 0) return []
    const text = `What holds whatever nodes there are holds for those with ${flags.join(' ')}.`
    return [{ text, json: { knownOfNodes: flags } }]
  },
}
