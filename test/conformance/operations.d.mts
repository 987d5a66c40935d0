/** podfit's answer to one line of the protocol. */
export declare const answer: (line: string) => object
