import * as E from 'fp-ts/Either'
import { compileLabelSelector } from '../../selector/labelSelector.js'
import type { Finding } from '../../reason/finding.js'
import type { AuditRule } from '../rule.js'

/** Its selector does not match the labels of its own template. @since 0.2.0 */
export interface SelectorMismatch extends Finding {
  readonly code: 'SelectorMismatch'
  /** As kubectl prints it. */
  readonly selector: string
}

/** DaemonSets that do not select the pods that they make. */
export const selectorMismatch: AuditRule<SelectorMismatch> = {
  code: 'SelectorMismatch',
  severities: ['error'],
  needs: ['daemonSets'],
  doc: {
    means:
      'The selector (`selector`) does not match the labels of the template. The API server refuses it; the controller would not find its own pods.',
    fix: 'Give the template the labels that the selector asks for. The selector of a DaemonSet that exists cannot be changed.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ daemonSet, subject }): readonly SelectorMismatch[] => {
      const { spec } = daemonSet
      const selector = compileLabelSelector(spec?.selector)
      if (!spec?.selector || E.isLeft(selector)) return []
      return selector.right.matches(spec.template?.metadata?.labels)
        ? []
        : [
            {
              code: 'SelectorMismatch',
              severity: 'error',
              subject,
              path: ['spec', 'template', 'metadata', 'labels'],
              selector: selector.right.text,
            },
          ]
    }),
}
