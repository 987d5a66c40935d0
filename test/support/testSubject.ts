import type { ClusterObjects } from '../../src/cluster/cluster.js'
import type { TestSubject } from '../../src/expect/testSubject.js'
import type { NodeTemplate } from '../../src/pools/nodeTemplate.js'
import type { NodeReadinessRule } from '../../src/readiness/nodeReadinessRule.js'
import { surveyOf } from './survey.js'

/** An assertion that stands nowhere in particular, asked of some objects. */
export const subjectOf = (
  objects: ClusterObjects,
  templates: readonly NodeTemplate[] = [],
  rules: readonly NodeReadinessRule[] = [],
): TestSubject => ({
  survey: surveyOf(objects),
  templates,
  rules,
  subject: { kind: 'Case', name: 'case' },
  path: ['here'],
})
