import { existsSync, readFileSync } from 'node:fs'

/** Cases that once disagreed, or that the random ones rarely reach; they are asked for ever. */
export const examplesOf = (operation: string): readonly unknown[] => {
  const path = new URL(`./examples/${operation}.json`, import.meta.url)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly unknown[]) : []
}
