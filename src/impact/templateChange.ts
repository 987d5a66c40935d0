import { equalJson } from '../data/equalJson.js'
import { decideTemplate, explainTemplate, type TemplateVerdict } from '../pools/decideTemplate.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Policy } from '../placement/policy.js'

/**
 * A DaemonSet and a node pool whose nodes it will treat differently. A side is absent where the DaemonSet or
 * the pool is.
 *
 * @since 0.1.0
 */
export interface TemplateChange {
  readonly daemonSet: string
  /** The name of the template's node. */
  readonly template: string
  readonly before?: TemplateVerdict
  readonly after?: TemplateVerdict
}

/** The node pools that a DaemonSet treats differently afterwards. */
export const templateChanges = (
  daemonSet: string,
  before: Policy | undefined,
  after: Policy | undefined,
  templates: readonly NodeTemplate[],
): readonly TemplateChange[] =>
  templates.flatMap((template) => {
    const was = before && explainTemplate(before, template)
    const is = after && explainTemplate(after, template)
    if (equalJson(was?.decision, is?.decision)) return []
    return {
      daemonSet,
      template: template.node.metadata?.name ?? '',
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    }
  })

/** The nodes of pools about which a policy decides by labels that are not known. */
export const openNodes = (
  policy: Policy | undefined,
  pools: ReadonlyMap<string, NodeTemplate> = new Map(),
): ReadonlyMap<string, NodeTemplate> =>
  new Map(
    [...pools].filter(
      ([, pool]) => policy !== undefined && decideTemplate(policy, pool).code === 'Depends',
    ),
  )
