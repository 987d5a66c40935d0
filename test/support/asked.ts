import type { ClusterObjects } from '../../src/cluster/cluster.js'
import type { Asked } from '../../src/expect/world.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import { surveyOf } from './survey.js'

/** An assertion that stands nowhere in particular, asked of some objects. */
export const askedOf = (
  objects: ClusterObjects,
  templates: readonly NodeTemplate[] = [],
): Asked => ({
  survey: surveyOf(objects),
  templates,
  subject: { kind: 'Case', name: 'case' },
  path: ['here'],
})
