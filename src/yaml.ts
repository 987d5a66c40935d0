export { decodeYaml, parseYaml, type YamlFault } from './decode/yaml.js'
