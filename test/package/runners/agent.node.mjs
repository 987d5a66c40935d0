import { describe, it } from 'node:test'
import { assertThat, daemonSet, describeSuite, node } from 'podfit/testing'

void it('runs where it should', () => {
  assertThat(daemonSet('agent').tolerates('dedicated=db:NoSchedule')).toRunOn(
    node('db').taint('dedicated=db:NoSchedule'),
  )
  assertThat(daemonSet('agent')).not.toRunOn(node('db').taint('dedicated=db:NoSchedule'))
})

void it('fails with an explanation', () => {
  assertThat(daemonSet('agent').tolerates('dedicated=web:NoSchedule')).toRunOn(
    node('db').taint('dedicated=db:NoSchedule'),
  )
})

describeSuite('suite.yaml', { runner: { describe, it } })
