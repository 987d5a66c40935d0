export { decodeYaml, parseYaml, repeatedKeys, type YamlFault } from './decode/yaml.js'
