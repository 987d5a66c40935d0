/**
 * A bot that is asked "why is fluent-bit not on worker-3?" and answers in Markdown: what should be, what is, what would help.
 *
 *   PORT=8080 node examples/ops-bot/bot.mjs
 *   curl --data-urlencode 'text=why is fluent-bit not on worker-3?' http://127.0.0.1:8080
 *
 * Chats post their slash commands in this form. It only reads, with the kubeconfig at hand.
 */
import { realpathSync } from 'node:fs'
import { createServer } from 'node:http'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { AppsV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node'
import { cluster, daemonSetPolicy, explain } from 'podfit'
import { causeText, fixText, nodeSuggestionText, verdictText } from 'podfit/report'
import { presentPods } from 'podfit/rollout'
import { suggestFixes, suggestNodeChange } from 'podfit/suggest'

const NAME = String.raw`[\`'"]?([a-z0-9][-./a-z0-9]*[a-z0-9]|[a-z0-9])[\`'"]?`
const QUESTIONS = [
  new RegExp(`why (?:is|does|are|do) ${NAME} not (?:run |running )?on (?:node )?${NAME}`, 'i'),
  new RegExp(
    `why (?:isn't|doesn't|isn’t|doesn’t) ${NAME} (?:run |running )?on (?:node )?${NAME}`,
    'i',
  ),
  new RegExp(`why (?:not )?${NAME} (?:not )?on (?:node )?${NAME}`, 'i'),
]

/** The DaemonSet, with or without its namespace, and the node that a question is about; undefined for another question. */
export const readQuestion = (text) => {
  const found = QUESTIONS.map((question) => question.exec(text)).find((match) => match !== null)
  return found && { daemonSet: found[1], node: found[2] }
}

const HELP = 'Ask me: why is `DAEMONSET` not on `NODE`? The DaemonSet may be `NAMESPACE/NAME`.'

/** A block that holds any text, also of those who have something to hide in a message: its fence is longer than theirs. */
const block = (lines) => {
  const ticks = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length)
  const fence = '`'.repeat(Math.max(2, ...ticks) + 1)
  return [fence, ...lines, fence].join('\n')
}

/** What is on the node, whatever should be. */
const presence = (snapshot, daemonSet, node, now) => {
  const there = presentPods(snapshot, daemonSet, { now })
  if (there === undefined) return ['I do not know the pods.']
  const { pods = [], missing } = there.find((each) => each.node === node) ?? {}
  if (missing !== undefined) return [`No pod is there: ${causeText(missing)}.`]
  if (pods.length === 0) return ['No pod is there.']
  return pods.map(({ pod, cause }) =>
    cause === undefined
      ? `Pod ${pod} is there and available.`
      : `Pod ${pod} is there and not available: ${causeText(cause)}.`,
  )
}

/** What would bring it there: by changing the DaemonSet, or the node. */
const help = (snapshot, daemonSet, node) => {
  const { name } = node.metadata
  const fixes = suggestFixes(daemonSet, node, [...snapshot.nodes.values()])
  const daemonSets = [...snapshot.daemonSets.values()]
  const change = suggestNodeChange(daemonSet, node, { daemonSets })
  return [
    ...fixes.slice(0, 2).flatMap((fix) => ['Change the DaemonSet:', ...fixText(fix, name)]),
    ...(change._tag === 'Left' ? [] : ['Change the node:', ...nodeSuggestionText(change.right)]),
  ]
}

/**
 * The answer to a question about a cluster, in Markdown. What was not given of the cluster is said, and so are names that
 * nothing has.
 */
export const answer = (snapshot, question, now) => {
  const asked = readQuestion(question)
  if (asked === undefined) return HELP
  const isMeant = (key) => key === asked.daemonSet || key.endsWith(`/${asked.daemonSet}`)
  const meant = [...snapshot.daemonSets].filter(([key]) => isMeant(key))
  if (meant.length === 0) return `There is no DaemonSet \`${asked.daemonSet}\`.`
  if (meant.length > 1) return `Which one? ${meant.map(([key]) => `\`${key}\``).join(', ')}`
  const node = snapshot.nodes.get(asked.node)
  if (node === undefined) return `There is no node \`${asked.node}\`.`
  const [[key, daemonSet]] = meant
  const policy = daemonSetPolicy(daemonSet)
  if (policy._tag === 'Left') return `I cannot read \`${key}\`.`
  const verdict = explain(policy.right, node)
  const [head, ...reasons] = verdictText(verdict)
  const ways = verdict.decision === 'run' ? [] : help(snapshot, daemonSet, node)
  return [
    `**\`${key}\` on \`${asked.node}\`: ${head.replace(/^\w+: /, '')}**`,
    block([...reasons, ...presence(snapshot, daemonSet, asked.node, now)]),
    ...(ways.length === 0 ? [] : ['What would help:', block(ways)]),
  ].join('\n')
}

/** What there is in a cluster now. */
export const look = async (config) => {
  const core = config.makeApiClient(CoreV1Api)
  const apps = config.makeApiClient(AppsV1Api)
  const [nodes, daemonSets, pods, revisions] = await Promise.all([
    core.listNode(),
    apps.listDaemonSetForAllNamespaces(),
    core.listPodForAllNamespaces(),
    apps.listControllerRevisionForAllNamespaces(),
  ])
  return cluster({
    nodes: nodes.items,
    daemonSets: daemonSets.items,
    pods: pods.items,
    revisions: revisions.items,
  })
}

/** The server, not listening yet. */
export const bot = (config) =>
  createServer(async (request, response) => {
    try {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) {
        body += chunk
        if (body.length > 10_000) throw new Error('too long a question')
      }
      const text = new URLSearchParams(body).get('text') ?? ''
      const said = readQuestion(text) ? answer(await look(config), text, new Date()) : HELP
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ response_type: 'in_channel', text: said }))
    } catch (error) {
      response.writeHead(500).end(String(error.message))
    }
  })

// Also when it is started through a symbolic link.
if (import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '')).href) {
  const config = new KubeConfig()
  config.loadFromDefault()
  bot(config).listen(Number(process.env.PORT ?? '8080'), '127.0.0.1')
}
