import type { NodeFacts } from '../../analysis/nodeFacts.js'
import { covers } from '../../analysis/proofs.js'
import type { Policy } from '../../placement/policy.js'
import { readToleration } from '../../taint/readToleration.js'

/** So long a proof may take: a tenth of a second. */
const STEPS = 1_000_000

const EVERY_TAINT = readToleration({ operator: 'Exists' }, [])

/** Whether a policy leaves out no node that can exist, whatever taints it has; not where a proof would take too long. */
export const selectsEveryNode = (policy: Policy, nodes: NodeFacts): boolean =>
  covers([{ ...policy, tolerations: [EVERY_TAINT] }], { steps: STEPS, nodes }).code === 'Proved'
