/** Semantics are an option; in no function are they an argument of their own. */
import { applyPlan, cluster, daemonSetPolicy, newestSemantics, plan } from 'podfit'
import { podPolicy, tolerates, untoleratedTaints } from 'podfit'
import { validateDaemonSet, validateTolerations } from 'podfit/api'
import { audit } from 'podfit/audit'
import { eviction, evictedPods } from 'podfit/controller'
import { applyChange, triggersRollout } from 'podfit/impact'
import { suggestTolerations } from 'podfit/suggest'

const now = new Date(0)
const snapshot = cluster({})

// TS2559: semantics in place of options
tolerates({}, {}, newestSemantics)
// TS2559: semantics in place of options
untoleratedTaints([], [], newestSemantics)
// TS2559: semantics in place of options
daemonSetPolicy({}, newestSemantics)
// TS2559: semantics in place of options
podPolicy({}, newestSemantics)
// TS2559: semantics in place of options
eviction([], [], newestSemantics)
// TS2559: semantics in place of options
validateDaemonSet({}, newestSemantics)
// TS2559: semantics in place of options
validateTolerations([], newestSemantics)
// TS2559: semantics in place of options
audit({}, newestSemantics)
// TS2559: semantics in place of options
suggestTolerations({}, [], [], newestSemantics)
// TS2559: semantics in place of options
triggersRollout({}, {}, newestSemantics)
// TS2559: semantics in place of options
applyChange(snapshot, { code: 'Drain', nodes: { code: 'Named', names: ['n1'] } }, newestSemantics)
// TS2554: semantics after the options
plan(snapshot, {}, { now }, newestSemantics)
// TS2554: semantics after the options
evictedPods(snapshot, { now }, newestSemantics)
// TS2559: semantics in place of options
applyPlan(snapshot, {}, plan(snapshot, {}, { now }), newestSemantics)
