import { auditedOf, type AuditOptions } from '../../src/audit/audit.js'
import type { Audited } from '../../src/audit/rule.js'
import type { ClusterObjects } from '../../src/cluster/cluster.js'

/** What rules of an audit look at. */
export const audited = (objects: ClusterObjects, options: AuditOptions = {}): Audited =>
  auditedOf(objects, options)
