import { PASS } from '../input/liveCluster.js'
import { audit } from '../../audit/audit.js'
import type { AuditFinding } from '../../audit/auditRules.js'
import { namespacedName, objectKey } from '../../kube/objectFacts.js'
import { command } from '../frame/command.js'
import { findServed, takeIn } from '../input/takeIn.js'
import { DETAILS, FILES, NAMESPACE, NOW, ONE_DAEMON_SET } from '../options/commonOptions.js'
import { KUBERNETES } from '../options/kubernetesOption.js'
import { NODE_FACTS } from '../options/nodeFactsOption.js'
import { fails } from '../options/optionValues.js'
import { noneLeft } from '../options/select.js'
import { FAIL_ON, SEVERITY_CHOICES } from '../options/severityOptions.js'
import { TAINT_OWNERS } from '../options/taintOwnerOption.js'
import { currentTime } from '../world.js'
import { AUDIT_CASES, auditJson, auditReport, located } from './lint/auditAnswer.js'

/** `podfit audit`: what is wrong with the DaemonSets of a cluster, or likely to be. */
export const auditCommand = command({
  name: 'audit',
  summary: 'what is wrong with the DaemonSets of a cluster',
  arguments: { wanted: ONE_DAEMON_SET },
  options: {
    files: FILES,
    namespace: NAMESPACE,
    now: NOW,
    kubernetes: KUBERNETES,
    details: DETAILS,
    failOn: FAIL_ON,
    severities: SEVERITY_CHOICES,
    nodeFacts: NODE_FACTS,
    taintOwners: TAINT_OWNERS,
  },
  examples: [
    { line: 'podfit audit -f cluster.json', text: 'findings, the gravest first' },
    {
      line: 'podfit audit -f cluster.json --fail-on warning -o junit > audit.xml',
      text: 'for CI: a report, and exit code 1 from warnings on',
    },
  ],
  run: async (
    { wanted, files, namespace, failOn, taintOwners, severities, nodeFacts, kubernetes, ...given },
    world,
  ) => {
    const { semantics } = kubernetes
    const snapshot = await takeIn(files, world, {
      namespace,
      wanted,
      kubernetes,
      needs: [...PASS, 'namespaces'],
    })
    const one = wanted === undefined ? undefined : findServed(snapshot, wanted, namespace).daemonSet
    const now = given.now ?? currentTime(world)
    const { templates, daemonSets = [] } = snapshot.objects
    const { findings: all, notChecked } = audit(snapshot.objects, {
      now,
      taintOwners,
      templates,
      semantics,
      severities: Object.fromEntries(severities),
      nodeFacts,
    })
    const created = new Set(
      snapshot.served.flatMap(({ daemonSet, isNew }) => (isNew ? [objectKey(daemonSet)] : [])),
    )
    const found = all.filter(
      (finding) =>
        // What is not in the cluster yet has no status that could be stale.
        (finding.code !== 'StaleStatus' || !created.has(namespacedName(finding.subject))) &&
        (namespace === undefined || finding.subject.namespace === namespace) &&
        (one === undefined || isAbout(finding, objectKey(one))),
    )
    const findings = await located(found, snapshot)
    const selected = daemonSets.filter(
      (daemonSet) =>
        (namespace === undefined || daemonSet.metadata?.namespace === namespace) &&
        (one === undefined || daemonSet === one),
    )
    return {
      answer: {
        verb: 'audit' as const,
        findings,
        notChecked,
        daemonSets: selected.map(objectKey),
        failOn,
        details: given.details || wanted !== undefined,
      },
      unchecked: [
        ...noneLeft(selected.length, snapshot, { namespace }),
        ...(selected.length > 0 && snapshot.objects.nodes === undefined
          ? ['what depends on nodes, for they were not given']
          : []),
      ],
      failed: findings.some(({ severity }) => fails(severity, failOn)),
    }
  },
  formats: { text: auditReport, json: auditJson, ...AUDIT_CASES },
})

/** Whether a finding is about a DaemonSet, or names it as the other one. */
const isAbout = (finding: AuditFinding, key: string): boolean =>
  (finding.subject.kind === 'DaemonSet' && namespacedName(finding.subject) === key) ||
  ('other' in finding && namespacedName(finding.other) === key)
