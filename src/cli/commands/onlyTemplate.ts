import { nameOf } from '../../kube/objectFacts.js'
import type { NodeTemplate } from '../../pools/nodeTemplate.js'
import { someOf } from '../../report/text/table.js'
import { InputError, UsageError } from '../exitCode.js'
import { problemText } from '../input/problem.js'
import { readSnapshot } from '../input/snapshot.js'
import type { World } from '../world.js'

/** The one node template of a file, or the one of that name: a node pool, or a node to be copied. */
export const onlyTemplate = async (
  file: string,
  pool: string | undefined,
  world: World,
): Promise<NodeTemplate> => {
  const { objects, problems } = await readSnapshot([file], world)
  const [problem] = problems
  if (problem !== undefined) throw new InputError(problemText(problem))
  const found = [
    ...(objects.templates ?? []),
    ...(objects.nodes ?? []).map((node): NodeTemplate => ({ node })),
  ]
  const poolName = ({ node }: NodeTemplate): string => nameOf(node)
  const [only, ...more] = found.filter((each) => pool === undefined || poolName(each) === pool)
  if (only === undefined) {
    const names = found.length === 0 ? '' : `; it has ${someOf(found.map(poolName))}`
    const wanted = pool === undefined ? '' : ` ${pool}`
    throw new UsageError(`${file}: no node pool, node template or node${wanted}${names}`)
  }
  if (more.length > 0) {
    throw new UsageError(
      `${file}: choose with --pool NAME from ${someOf([only, ...more].map(poolName))}`,
    )
  }
  return only
}
