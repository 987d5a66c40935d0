import type { Results } from './results.js'
import { resultTables, verbsTable } from './table.js'

/** `docs/performance.md`: the results of a run, on which machine, and how to repeat it. */
export const performancePage = (
  results: Results,
  verbs: readonly (readonly string[])[],
): string => {
  const { processor, cores, memory, node } = results.machine
  return `# Performance

Put here by \`npm run docs\` from the last \`npm run bench\`. Everything was measured in one run on one machine: ${processor},
${cores} cores, ${memory}, Node ${node}. Times mean little elsewhere; the ratios should hold.

The cluster has 5,000 nodes in 48 pools, each as a kubelet reports it, and 100 DaemonSets with as many different
policies: blanket tolerations, dedicated pools, GPUs, zones and generations, excluded pools and hosts, pinned names.
_parsed once_ is the best that Go offers for the same 500,000 pairs: the affinity and the tolerations of each DaemonSet
read once, as Kubernetes' own controller does since 1.37, in turns with podfit. _upstream_ is its
\`NodeShouldRunDaemonPod\`, which reads them for every pair, called from a loop.

${resultTables(results)}

## What verbs cost

On 5,000 nodes, 150,000 pods of 5 kB and 300 DaemonSets, 825 MiB of JSON, each in a process of its own: seconds that the
processor worked for it, on a machine that did other things besides, and the most memory.

${verbsTable(verbs)}

## Repeat it

\`\`\`sh
npm ci
npm run bench              # all of it, some minutes; writes bench/results.json
npm run bench -- classes   # one measurement, for a look
npm run bench:verbs        # what verbs cost; writes bench/verbs.json
\`\`\`

Without Go, which builds the program around Kubernetes' own code, the ratios with it are left out. Close what else runs
on the machine: a run that has to share its processor is slower and spreads more. How each thing is measured, and what
was tried and dropped, stands in \`bench/README.md\`.

## What to call

- **One pair**: \`decide\`; with reasons \`explain\`. Compile a policy once, not for every node.
- **Many pairs, one after the other**: go node by node, policies inside. The labels of a node then stay in the
  processor's cache, which is worth a quarter for \`decide\` and up to half for \`explain\`.
- **Every pair at once**: \`classify\` decides once for all nodes that the policies cannot tell apart. It pays from a few
  policies on; what it costs is one look at each node.
- **Events, one after the other**: \`createStore\` keeps every decision and answers an event with what it
  changed.
- **Plans**: index the cluster once with \`cluster\`, then \`plan\` each DaemonSet.
`
}
