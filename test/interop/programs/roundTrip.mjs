// What a client's serializer makes of recorded objects gets the plans that the objects themselves get.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { cluster, decodeObjects, plan } from 'podfit'

const imported = await import(process.argv[2])
// Clients before 1.0 export it; later ones have it in a module of their own.
const { ObjectSerializer } =
  imported.default?.ObjectSerializer === undefined
    ? await import(`${process.argv[2]}/dist/serializer.js`)
    : imported.default
const raw = JSON.parse(readFileSync(process.argv[3], 'utf8')).items

const typeOf = ({ kind }) => `V1${kind}`
const classes = raw.map((item) => ObjectSerializer.deserialize(item, typeOf(item)))
const written = classes.map((item, i) => ObjectSerializer.serialize(item, typeOf(raw[i])))

const clusterOf = (items) => {
  const of = (kind) => items.filter((_item, i) => raw[i].kind === kind)
  return cluster({
    nodes: of('Node'),
    pods: of('Pod'),
    daemonSets: of('DaemonSet'),
    revisions: of('ControllerRevision'),
  })
}
const now = new Date('2026-01-01T00:00:00Z')
const plansOf = (snapshot) =>
  JSON.stringify([...snapshot.daemonSets.values()].map((each) => plan(snapshot, each, { now })))

const expected = plansOf(clusterOf(raw))
const decoded = decodeObjects(JSON.parse(JSON.stringify(written)))
console.log(
  JSON.stringify({
    plans: JSON.parse(expected).length,
    classes: plansOf(clusterOf(classes)) === expected,
    written: plansOf(clusterOf(written)) === expected,
    decoded: plansOf(cluster(decoded)) === expected,
    broken: decoded.broken.length,
  }),
)
