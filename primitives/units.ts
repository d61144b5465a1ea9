declare const unit: unique symbol

/** Gas, the EVM's unit of work. */
export type Gas = bigint & { readonly [unit]?: 'gas' }

/** Wei, the smallest unit of ether. */
export type Wei = bigint & { readonly [unit]?: 'wei' }

/** Multiply-accumulates of a dot product. */
export type Macs = number & { readonly [unit]?: 'macs' }
