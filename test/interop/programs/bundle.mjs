// Bundles an entry with the bundler that is named, minified, as one module: programs/bundle.mjs BUNDLER ENTRY OUT
import { dirname, resolve } from 'node:path'
import process from 'node:process'

const [name, entry, out] = process.argv.slice(2)
const BUNDLERS = {
  esbuild: async () => {
    const { build } = await import('esbuild')
    await build({ entryPoints: [entry], outfile: out, bundle: true, minify: true, format: 'esm' })
  },
  vite: async () => {
    const { build } = await import('vite')
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        lib: { entry, formats: ['es'], fileName: () => out.split('/').at(-1) },
        outDir: dirname(out),
        emptyOutDir: false,
        minify: true,
      },
    })
  },
  rollup: async () => {
    const { rollup } = await import('rollup')
    // Rollup itself knows of no packages.
    const packages = {
      name: 'packages',
      resolveId: (id) =>
        id.startsWith('podfit') ? new URL(import.meta.resolve(id)).pathname : undefined,
    }
    const bundle = await rollup({ input: entry, plugins: [packages] })
    await bundle.write({ file: out, format: 'es', compact: true })
  },
  webpack: async () => {
    const { default: webpack } = await import('webpack')
    const options = {
      mode: 'production',
      target: ['web', 'es2022'],
      entry: resolve(entry),
      experiments: { outputModule: true },
      output: {
        path: dirname(resolve(out)),
        filename: out.split('/').at(-1),
        module: true,
        library: { type: 'module' },
      },
    }
    const stats = await new Promise((done, fail) => {
      webpack(options, (error, result) => (error ? fail(error) : done(result)))
    })
    if (stats.hasErrors()) throw new Error(stats.toString())
  },
}
await BUNDLERS[name]()
