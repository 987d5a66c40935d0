/** Objects of `@kubernetes/client-node` in a wrong place. */
import type { V1CronJob, V1DaemonSet, V1Deployment, V1Node } from '@kubernetes/client-node'
import type { V1Taint, V1Toleration } from '@kubernetes/client-node'
import { cluster, daemonSetPolicy, plan, podPolicy, tolerates, untoleratedTaints } from 'podfit'
import { defaultDaemonSet, validateTaints, validateTolerations } from 'podfit/api'
import { eviction } from 'podfit/controller'
import { cordonNode } from 'podfit/kubectl'

declare const taint: V1Taint
declare const toleration: V1Toleration
declare const daemonSet: V1DaemonSet
declare const deployment: V1Deployment
declare const cronJob: V1CronJob
declare const node: V1Node

// TS2345: the toleration comes first
tolerates(taint, toleration)
// TS2322: the tolerations come first
untoleratedTaints([taint], [toleration])
// TS2322: the tolerations come first
eviction([taint], [toleration])
// TS2322: tolerations in place of taints
validateTaints([toleration])
// TS2322: taints in place of tolerations
validateTolerations([taint])
// TS2345: a Deployment in place of a DaemonSet
daemonSetPolicy(deployment)
// TS2345: a Deployment in place of a DaemonSet
defaultDaemonSet(deployment)
// TS2345: a Deployment in place of a DaemonSet
plan(cluster({}), deployment, { now: new Date(0) })
// TS2322: Deployments among DaemonSets
cluster({ daemonSets: [deployment] })
// TS2345: a CronJob in place of a DaemonSet
daemonSetPolicy(cronJob)
// TS2345: a CronJob's template stands deeper
podPolicy(cronJob)
// TS2345: a DaemonSet in place of a node
cordonNode(daemonSet)
// TS2345: a node in place of a DaemonSet
daemonSetPolicy(node)
