/** JSON in which bigints are whole numbers. */
export declare const exactJson: (value: unknown) => string
