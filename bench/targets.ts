import { ratio, type Target } from './measurement.js'

const value =
  (name: string): Target['actual'] =>
  (figure) =>
    figure(name)

/** Twice as much may take twice as long; a tenth more is what measuring is worth. */
const linearIn = (
  what: string,
  names: readonly string[] = ['by classes', 'all plans'],
): readonly Target[] =>
  names.map((name) => ({
    what: `${name}: growth with twice the ${what}`,
    actual: value(`${name}, twice the ${what}`),
    unit: '×',
    atMost: 2.2,
  }))

/** What must be reached. A ratio is of figures of the same run on the same machine. */
export const TARGETS: readonly Target[] = [
  {
    what: 'pairs that run a pod, as many as policies parsed once in Go find',
    actual: ratio('by classes, pairs that run', 'parsed once, pairs that run'),
    unit: '×',
    atLeast: 1,
    atMost: 1,
  },
  {
    what: 'every pair by classes, faster than policies parsed once in Go',
    actual: ratio('parsed once', 'by classes, beside it'),
    unit: '×',
    atLeast: 30,
  },
  {
    what: 'the same in the first run of a process',
    actual: ratio('parsed once', 'by classes, beside it, first run'),
    unit: '×',
    atLeast: 5,
  },
  {
    what: 'every pair by the direct walk, faster than policies parsed once in Go',
    actual: ratio('parsed once', 'direct walk, beside it'),
    unit: '×',
    atLeast: 8,
  },
  {
    what: 'every pair explained, faster than policies parsed once in Go decide it',
    actual: ratio('parsed once', 'explain, beside it'),
    unit: '×',
    atLeast: 2,
  },
  {
    what: 'pods that plans create, as many as the passes of the controller of 1.37',
    actual: ratio('plans, beside passes, creates', 'passes, creates'),
    unit: '×',
    atLeast: 1,
    atMost: 1,
  },
  {
    what: 'the plans of all DaemonSets, faster than these passes with their stores filled',
    actual: ratio('passes', 'plans, beside passes'),
    unit: '×',
    atLeast: 5,
  },
  {
    what: 'pairs that run a pod by the walk, as many as upstream finds',
    actual: ratio('direct walk, pairs that run', 'upstream, pairs that run'),
    unit: '×',
    atLeast: 1,
    atMost: 1,
  },
  {
    what: 'pairs that run a pod by classes, as many as upstream finds',
    actual: ratio('by classes, pairs that run', 'upstream, pairs that run'),
    unit: '×',
    atLeast: 1,
    atMost: 1,
  },
  {
    what: 'overlap of every pair on any node that could exist, beside every pair by classes',
    actual: ratio('overlap of every pair, on any node', 'by classes'),
    unit: '×',
    atMost: 100,
  },
  {
    what: 'overlaps that are unknown',
    actual: value('overlaps that are unknown'),
    unit: 'count',
    atMost: 0,
  },
  {
    what: 'classes that the nodes fall into',
    actual: value('classes'),
    unit: 'count',
    atLeast: 500,
  },
  {
    what: 'every pair by classes, faster than upstream',
    actual: ratio('upstream', 'by classes'),
    unit: '×',
    atLeast: 250,
  },
  {
    what: 'every pair by the direct walk, faster than upstream',
    actual: ratio('upstream', 'direct walk'),
    unit: '×',
    atLeast: 50,
  },
  {
    what: 'every pair explained, faster than upstream decides it',
    actual: ratio('upstream', 'explain'),
    unit: '×',
    atLeast: 20,
  },
  {
    what: 'one node event, of the direct walk over every pair',
    actual: (figure) => {
      const [event, all] = [figure('node event'), figure('direct walk')]
      return event === undefined || all === undefined ? undefined : event / all
    },
    unit: '‰',
    atMost: 1,
  },
  { what: 'one node event, reasons too', actual: value('node event'), unit: 'µs', atMost: 50 },
  {
    what: 'one node event, a label that nobody asks for',
    actual: value('node event, a label'),
    unit: 'µs',
    atMost: 50,
  },
  { what: 'one pod event', actual: value('pod event'), unit: 'µs', atMost: 20 },
  {
    what: 'one edit of a cluster with 150,000 pods',
    actual: value('an edit of a cluster'),
    unit: 'µs',
    atMost: 1000,
  },
  ...linearIn('nodes'),
  ...linearIn('different policies'),
  {
    what: 'by classes: growth with twice the DaemonSets that share policies',
    actual: value('by classes, twice the DaemonSets that share policies'),
    unit: '×',
    atMost: 1.5,
  },
  ...linearIn('pods', ['all plans']),
  ...linearIn('terms'),
  ...linearIn('taints'),
  {
    what: 'from bytes to the plans of all DaemonSets, beside toString and JSON.parse alone',
    actual: ratio('bytes to plans', 'toString and JSON.parse'),
    unit: '×',
    atMost: 1.5,
  },
  {
    what: 'of that the library itself: decoding, cluster, plans',
    actual: ratio('decode, cluster and plans', 'toString and JSON.parse'),
    unit: '×',
    atMost: 0.5,
  },
  {
    what: 'the same beyond a string, beside JSON.parse of each object',
    actual: ratio('bytes to plans, beyond a string', 'JSON.parse, object by object'),
    unit: '×',
    atMost: 2.5,
  },
  {
    what: 'peak memory with 500,000 pods from a stream',
    actual: value('peak memory, 500,000 pods'),
    unit: 'MiB',
    atMost: 700,
  },
  {
    what: 'start of the command, beside a program that does nothing',
    actual: ratio('podfit --version', 'node -e 0'),
    unit: '×',
    atMost: 1.3,
  },
]
