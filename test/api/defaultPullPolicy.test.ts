import { expect, it } from 'vitest'
import { defaultPullPolicy } from '../../src/api/defaultedTemplate.js'

const DIGEST = `sha256:${'0'.repeat(64)}`

it.each([
  ['busybox', 'Always'],
  ['busybox:latest', 'Always'],
  ['registry.example.com:5000/a/b', 'Always'],
  ['[fd00::1]:5000/a', 'Always'],
  ['busybox:1.36', 'IfNotPresent'],
  ['registry.example.com/a/b__c-d.e:v1', 'IfNotPresent'],
  [`busybox@${DIGEST}`, 'IfNotPresent'],
  [`busybox:1.36@${DIGEST}`, 'IfNotPresent'],
  [`busybox:latest@${DIGEST}`, 'Always'],
  ['', 'IfNotPresent'],
  ['Not An Image', 'IfNotPresent'],
  ['UPPER', 'IfNotPresent'],
  ['busybox:', 'IfNotPresent'],
])('an image %s is pulled %s', (image, policy) => {
  expect(defaultPullPolicy(image)).toBe(policy)
})
