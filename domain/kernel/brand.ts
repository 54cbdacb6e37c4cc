declare const brand: unique symbol;

/** A primitive that only its parser can make, so that a plain string never stands for an id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
