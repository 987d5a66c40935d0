import * as fc from 'fast-check'

/**
 * Arbitraries that shrink thoroughly: what could not be left out at first is tried again after everything else has become
 * smaller. fast-check's own remember what did not help, and end with a second toleration that nothing needs any more.
 */

class PlainestArbitrary<A> extends fc.Arbitrary<A> {
  readonly #inner: fc.Arbitrary<A>
  readonly #plain: A

  constructor(inner: fc.Arbitrary<A>, plain: A) {
    super()
    this.#inner = inner
    this.#plain = plain
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<A> {
    return this.#inner.generate(random, bias)
  }

  canShrinkWithoutContext(value: unknown): value is A {
    return value === this.#plain || this.#inner.canShrinkWithoutContext(value)
  }

  shrink(value: A, context: unknown): fc.Stream<fc.Value<A>> {
    if (value === this.#plain) return fc.Stream.nil()
    const plain = fc.Stream.of(new fc.Value(this.#plain, undefined))
    return plain.join(this.#inner.shrink(value, context))
  }
}

/** An arbitrary whose values shrink to this one, the plainest, wherever that will do. */
export const plainest = <A>(plain: A, inner: fc.Arbitrary<A>): fc.Arbitrary<A> =>
  new PlainestArbitrary(inner, plain)

/** How long a list is. */
export interface ListLength {
  readonly minLength?: number
  readonly maxLength: number
}

type Items<A> = readonly fc.Value<A>[]

class ListArbitrary<A> extends fc.Arbitrary<A[]> {
  readonly #item: fc.Arbitrary<A>
  readonly #length: fc.Arbitrary<number>
  readonly #least: number

  constructor(item: fc.Arbitrary<A>, { minLength = 0, maxLength }: ListLength) {
    super()
    this.#item = item
    this.#length = fc.integer({ min: minLength, max: maxLength })
    this.#least = minLength
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<A[]> {
    const { value: length } = this.#length.generate(random, undefined)
    return listed(Array.from({ length }, () => this.#item.generate(random, bias)))
  }

  canShrinkWithoutContext(_value: unknown): _value is A[] {
    return false
  }

  shrink(_value: A[], context: unknown): fc.Stream<fc.Value<A[]>> {
    const items = context as Items<A> | undefined
    return items === undefined ? fc.Stream.nil() : fc.stream(this.#smaller(items))
  }

  /** With only the first items, without each one, and with each one smaller. */
  *#smaller(items: Items<A>): IterableIterator<fc.Value<A[]>> {
    const { length } = items
    for (let kept = this.#least; kept < length - 1; kept = Math.ceil((kept + length) / 2)) {
      yield listed(items.slice(0, kept))
    }
    if (length > this.#least) {
      for (let i = length - 1; i >= 0; i--) yield listed(items.toSpliced(i, 1))
    }
    for (const [i, item] of items.entries()) {
      for (const smaller of this.#item.shrink(item.value, item.context))
        yield listed(items.with(i, smaller))
    }
  }
}

const listed = <A>(items: Items<A>): fc.Value<A[]> =>
  new fc.Value(
    items.map(({ value }) => value),
    items,
  )

/** A list of so many items. */
export const listOf = <A>(item: fc.Arbitrary<A>, length: ListLength): fc.Arbitrary<A[]> =>
  new ListArbitrary(item, length)

/** One of some values; what fails shrinks to an earlier one. */
export const earliest = <A>(values: readonly [A, ...A[]]): fc.Arbitrary<A> =>
  fc.nat({ max: values.length - 1 }).map((i) => values[i] ?? values[0])
