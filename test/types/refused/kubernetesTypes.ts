/** Objects of `kubernetes-types` in a wrong place. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts'
import type { CronJob } from 'kubernetes-types/batch/v1.d.ts'
import type { Taint, Toleration } from 'kubernetes-types/core/v1.d.ts'
import { cluster, daemonSetPolicy, podPolicy, tolerates } from 'podfit'

declare const taint: Taint
declare const toleration: Toleration
declare const deployment: Deployment
declare const cronJob: CronJob

// TS2345: the toleration comes first
tolerates(taint, toleration)
// TS2345: a Deployment in place of a DaemonSet
daemonSetPolicy(deployment)
// TS2322: Deployments among DaemonSets
cluster({ daemonSets: [deployment] })
// TS2345: a CronJob in place of a DaemonSet
daemonSetPolicy(cronJob)
// TS2345: a CronJob's template stands deeper
podPolicy(cronJob)
