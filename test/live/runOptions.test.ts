import { describe, expect, it } from 'vitest'
import { runOptions } from './runOptions.js'

describe('the options of a run', () => {
  it('are all stories and a hundred steps unless others are given', () => {
    expect(runOptions([], 1_234_567)).toEqual({
      stories: '',
      steps: 100,
      manifests: 0,
      fillings: 0,
      seeds: [234_567],
      verbose: false,
    })
  })

  it('may name stories, steps and several seeds', () => {
    const args = ['--stories', 'undo', '--steps', '7', '--seed', '1', '--seed=2', '--verbose']
    expect(runOptions(args, 0)).toEqual({
      stories: 'undo',
      steps: 7,
      manifests: 0,
      fillings: 0,
      seeds: [1, 2],
      verbose: true,
    })
    expect(runOptions(['--manifests', '20'], 0)).toMatchObject({ manifests: 20 })
    expect(runOptions(['--fillings', '3'], 0)).toMatchObject({ fillings: 3 })
    expect(runOptions(['--stories', 'none'], 0)).toMatchObject({ stories: undefined })
  })

  it('are refused with a reason', () => {
    expect(runOptions(['--steps', 'many'], 0)).toBe('--steps many is not a whole number')
    expect(runOptions(['--manifests', '-1'], 0)).toContain('--manifests')
    expect(runOptions(['--fillings', 'x'], 0)).toContain('--fillings')
    expect(runOptions(['--seed', '-1'], 0)).toContain('--seed')
    expect(runOptions(['--seed', '1.5'], 0)).toBe('--seed 1.5 is not a whole number')
    expect(runOptions(['--sed', '1'], 0)).toContain('--sed')
  })
})
