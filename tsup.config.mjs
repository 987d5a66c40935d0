import { readFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'

/** One file per entry point of the package. */
const { exports } = JSON.parse(await readFile('package.json', 'utf8'))
const doors = Object.values(exports)
  .filter((entry) => typeof entry === 'object')
  .map((entry) => entry.import.default.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts'))

/** What io-ts and fp-ts make as they are loaded has no effect; marked so, what nobody uses is dropped. */
const unused = {
  name: 'unused',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]fp-ts[\\/]es6[\\/]\w+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replaceAll(
        /^((?:export )?var \w+ = )(?:\/\*#__PURE__\*\/ )?([\w.]+\([\w., ()]*\));$/gm,
        (_line, name, calls) => `${name}${calls.replaceAll(/[\w.]+\(/g, '/* @__PURE__ */ $&')};`,
      )
      return { contents, loader: 'js' }
    })
    onLoad({ filter: /[\\/]io-ts[\\/]es6[\\/]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source
        .replaceAll('/** @class */ (', '/* @__PURE__ */ (')
        .replaceAll(/^((?:export )?var \w+ = )new /gm, '$1/* @__PURE__ */ new ')
      return { contents, loader: 'js' }
    })
  },
}

/**
 * fp-ts and io-ts are inlined: their own ESM builds do not load in Node, and bundled they are smaller.
 *
 * @type {import('tsup').Options}
 */
const shared = {
  target: 'node20',
  noExternal: [/^fp-ts($|\/)/, /^io-ts($|\/)/, /^yaml$/, /^commander$/, /^diff$/],
  splitting: true,
  minify: false,
  removeNodeProtocol: false,
  clean: false,
  esbuildPlugins: [unused],
  esbuildOptions: (options) => {
    options.mainFields = ['module', 'main']
    options.legalComments = 'none'
  },
}

export default defineConfig([
  {
    ...shared,
    entry: doors,
    format: ['esm', 'cjs'],
    platform: 'neutral',
    external: [/^node:/],
    // The types of io-ts are inlined; those of fp-ts: tools/declarations.mjs.
    dts: { resolve: [/^io-ts/] },
  },
  {
    ...shared,
    entry: { cli: 'src/cli.ts', 'kubectl-podfit': 'src/cli/kubectlPodfit.ts' },
    format: ['esm'],
    platform: 'neutral',
    external: [/^node:/],
    // commander is CommonJS and requires modules of Node.js.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    dts: false,
  },
])
