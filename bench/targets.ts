import { ratio, type Target } from './measurement.js'

/** What must be reached. A ratio is of figures of the same run on the same machine. */
export const TARGETS: readonly Target[] = [
  {
    what: 'pairs that run a pod, as many as upstream finds',
    actual: ratio('direct walk, pairs that run', 'upstream, pairs that run'),
    unit: '×',
    atLeast: 1,
    atMost: 1,
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
]
