/**
 * Writes schemas/VERB.json, the JSON Schema of what each verb prints with -o json, from the types of its answers:
 *
 *   npm run schemas          writes them
 *   npm run check:schemas    fails when one is not what the types say
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

const FOLDER = 'schemas'

const filesBelow = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : [path]
  })

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')).config,
  ts.sys,
  '.',
)
const files = filesBelow('src/cli').filter((path) => path.endsWith('.ts'))
const program = ts.createProgram(files, { ...options, noEmit: true })
const checker = program.getTypeChecker()

const has = (type, flag) => (type.flags & flag) !== 0

const TEXTS = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping
const NUMBERS = ts.TypeFlags.Number | ts.TypeFlags.Enum
const NOTHING = ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never

/** What is written of a type. `JSON.stringify` leaves out what is undefined, a bigint is decimal text, a Date as well. */
class Writer {
  definitions = {}
  #names = new Map()

  schemaOf(type) {
    if (has(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {}
    if (has(type, TEXTS | ts.TypeFlags.BigIntLike)) return this.#textOf(type)
    if (has(type, ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral)) {
      return { const: type.value }
    }
    if (has(type, NUMBERS)) return { type: 'number' }
    if (has(type, ts.TypeFlags.BooleanLiteral)) return { const: type.intrinsicName === 'true' }
    if (has(type, ts.TypeFlags.Boolean)) return { type: 'boolean' }
    if (has(type, ts.TypeFlags.Null)) return { type: 'null' }
    if (has(type, ts.TypeFlags.NonPrimitive)) return { type: 'object' }
    if (type.isUnion()) return this.#unionOf(type)
    if (type.isIntersection() && type.types.some((part) => has(part, TEXTS))) {
      return { type: 'string' }
    }
    if (checker.isTupleType(type)) return this.#tupleOf(type)
    if (checker.isArrayType(type)) {
      return { type: 'array', items: this.schemaOf(checker.getTypeArguments(type)[0]) }
    }
    if (type.symbol?.name === 'Date') return { type: 'string' }
    return this.#named(type)
  }

  #textOf(type) {
    return has(type, ts.TypeFlags.BigIntLike)
      ? { type: 'string', pattern: '^-?[0-9]+$' }
      : { type: 'string' }
  }

  #unionOf(type) {
    const name = nameOf(type)
    if (name === undefined) return this.#alternatives(type)
    return this.#referTo(type, name, () => this.#alternatives(type))
  }

  #alternatives(type) {
    const parts = type.types.filter((part) => !has(part, NOTHING))
    const literals = parts.filter((part) => part.isStringLiteral() || part.isNumberLiteral())
    const booleans = parts.filter((part) => has(part, ts.TypeFlags.BooleanLiteral))
    const others = parts.filter((part) => !literals.includes(part) && !booleans.includes(part))
    const schemas = [
      ...(literals.length > 0 ? [{ enum: literals.map(({ value }) => value) }] : []),
      ...(booleans.length === 2
        ? [{ type: 'boolean' }]
        : booleans.map((each) => this.schemaOf(each))),
      ...others.map((each) => this.schemaOf(each)),
    ]
    const distinct = [...new Map(schemas.map((each) => [JSON.stringify(each), each])).values()]
    return distinct.length === 1 ? distinct[0] : { anyOf: distinct }
  }

  #tupleOf(type) {
    const parts = checker.getTypeArguments(type)
    const { elementFlags, minLength } = type.target
    const rest = elementFlags.findIndex((flag) => (flag & ts.ElementFlags.Variable) !== 0)
    const fixed = rest < 0 ? parts : parts.slice(0, rest)
    return {
      type: 'array',
      ...(fixed.length > 0 && { items: fixed.map((part) => this.schemaOf(part)) }),
      ...(rest < 0
        ? { maxItems: parts.length }
        : fixed.length > 0
          ? { additionalItems: this.schemaOf(parts[rest]) }
          : { items: this.schemaOf(parts[rest]) }),
      ...(minLength > 0 && { minItems: minLength }),
    }
  }

  #named(type) {
    const name = nameOf(type)
    return name === undefined
      ? this.objectOf(type)
      : this.#referTo(type, name, () => this.objectOf(type))
  }

  #referTo(type, name, write) {
    const known = this.#names.get(type)
    if (known !== undefined) return { $ref: `#/definitions/${known}` }
    const taken = new Set(this.#names.values())
    let free = name
    for (let i = 2; taken.has(free); i++) free = `${name}${i}`
    this.#names.set(type, free)
    this.definitions[free] = {}
    this.definitions[free] = { ...described(type.aliasSymbol ?? type.symbol), ...write() }
    return { $ref: `#/definitions/${free}` }
  }

  objectOf(type) {
    const members = checker.getPropertiesOfType(type).flatMap((member) => {
      const of = checker.getTypeOfSymbol(member)
      const parts = of.isUnion() ? of.types : [of]
      const said = parts.filter((part) => !has(part, NOTHING))
      if (said.length === 0 || said.some((part) => part.getCallSignatures().length > 0)) return []
      const optional =
        (member.flags & ts.SymbolFlags.Optional) !== 0 ||
        parts.length > said.length ||
        has(of, ts.TypeFlags.Any | ts.TypeFlags.Unknown)
      return [
        { name: member.name, optional, schema: { ...described(member), ...this.schemaOf(of) } },
      ]
    })
    const index = checker.getIndexTypeOfType(type, ts.IndexKind.String)
    const required = members.filter(({ optional }) => !optional).map(({ name }) => name)
    return {
      type: 'object',
      ...(members.length > 0 && {
        properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
      }),
      ...(required.length > 0 && { required }),
      ...(index !== undefined && { additionalProperties: this.schemaOf(index) }),
    }
  }
}

/** A type that has a name of its own, and is not one of several that a generic type makes. */
const nameOf = (type) => {
  const { aliasSymbol, symbol } = type
  if (aliasSymbol !== undefined) {
    return type.aliasTypeArguments === undefined ? aliasSymbol.name : undefined
  }
  const isInterface = (symbol?.flags & ts.SymbolFlags.Interface) !== 0
  return isInterface && (type.typeArguments ?? []).length === 0 ? symbol.name : undefined
}

const described = (symbol) => {
  const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker) ?? [])
  const [first = ''] = text.split(/\n\s*\n|\n- /)
  const line = first.replaceAll(/\s+/g, ' ').trim()
  return line === '' ? {} : { description: line }
}

const awaited = (type) =>
  type.symbol?.name === 'Promise' ? checker.getTypeArguments(type)[0] : type

const propertyOf = (object, name) =>
  object.properties.find((each) => each.name !== undefined && each.name.getText() === name)

const isCall = (node, name) => ts.isCallExpression(node) && node.expression.getText() === name

/** Every verb that a file defines with its definition. */
const definitionsIn = (source) => {
  const found = []
  const visit = (node) => {
    if (isCall(node, 'command')) found.push(node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** What a function of the frame answers with. */
const returned = (path, name) => {
  const source = program.getSourceFile(path)
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const declaration of statement.declarationList.declarations) {
      if (declaration.name.getText() !== name) continue
      const [signature] = checker.getTypeAtLocation(declaration.name).getCallSignatures()
      return checker.getReturnTypeOfSignature(signature)
    }
  }
  throw new Error(`${path} has no ${name}`)
}

const FRAME = [
  ['src/cli/frame/formats.ts', 'emptyJson'],
  ['src/cli/frame/saidOfInput.ts', 'saidJson'],
]

/** What the frame puts into every answer; it stands alone where there is no answer. */
const frameOf = (writer) => {
  const [empty, said] = FRAME.map(([path, name]) => writer.objectOf(returned(path, name)))
  return { empty, said }
}

const schemaOfVerb = (name, summary, type) => {
  const writer = new Writer()
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !has(part, NOTHING))
  const { empty, said } = frameOf(writer)
  const whole = (answer) => ({
    ...answer,
    properties: { ...answer.properties, ...said.properties, ...CAVEATS },
  })
  const answers = parts.map((part) => whole(writer.objectOf(part)))
  const definitions = Object.entries(writer.definitions).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `podfit/schemas/${name}.json`,
    title: `podfit ${name} -o json`,
    description: summary,
    anyOf: [...answers, { ...whole(empty), description: 'Nothing is left to be answered.' }],
    definitions: Object.fromEntries(definitions),
  }
}

/** What a release that podfit does not know, or knows before it is out, makes of an answer; and what was said of nodes. */
const CAVEATS = {
  knownOfNodes: {
    description: 'The flags that say what all nodes have that could exist.',
    type: 'array',
    items: { type: 'string' },
  },
  standsInFor: { description: 'The release that was asked for.', type: 'string' },
  preview: { description: 'Whether the release is not out yet.', type: 'boolean' },
  against: { description: 'The release that is compared with.', type: 'string' },
  againstStandsInFor: { description: 'That which was asked for.', type: 'string' },
  againstPreview: { description: 'Whether it is not out yet.', type: 'boolean' },
}

const written = {}
for (const path of files) {
  const source = program.getSourceFile(path)
  for (const definition of definitionsIn(source)) {
    const formats = propertyOf(definition, 'formats')
    const json = formats && propertyOf(formats.initializer, 'json')
    if (!json) continue
    const name = propertyOf(definition, 'name').initializer.text
    const summary = propertyOf(definition, 'summary').initializer.text
    const [signature] = checker.getTypeAtLocation(json.initializer).getCallSignatures()
    const type = awaited(checker.getReturnTypeOfSignature(signature))
    written[name] = schemaOfVerb(name, summary, type)
    if (process.argv.includes('--debug')) console.log(name, checker.typeToString(type))
  }
}

const settings = await resolveConfig(`${FOLDER}/plan.json`)
const texts = await Promise.all(
  Object.entries(written).map(async ([name, schema]) => [
    `${name}.json`,
    await format(JSON.stringify(schema), { ...settings, parser: 'json' }),
  ]),
)

if (process.argv.includes('--check')) {
  const there = Object.fromEntries(
    readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]),
  )
  const names = new Set([...Object.keys(there), ...texts.map(([file]) => file)])
  const expected = Object.fromEntries(texts)
  const stale = [...names].filter((file) => there[file] !== expected[file])
  for (const file of stale)
    console.error(`${FOLDER}/${file} is not what the types say; npm run schemas`)
  process.exit(stale.length === 0 ? 0 : 1)
}

rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER)
for (const [file, text] of texts) writeFileSync(`${FOLDER}/${file}`, text)
console.log(`${FOLDER}: ${texts.map(([file]) => file).join(', ')}`)
