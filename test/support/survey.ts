import type { ClusterObjects } from '../../src/cluster/cluster.js'
import { survey, type Survey } from '../../src/cluster/survey.js'
import { newestSemantics } from '../../src/kube/semantics.js'

/** What audits and expectations look at. */
export const surveyOf = (objects: ClusterObjects): Survey => survey(objects, newestSemantics)
