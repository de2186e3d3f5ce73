/**
 * The type of a catalogue in any language, made from the English one: every sentence a string, every function with the same
 * parameters. So a sentence that is missing in a language, or is none in English, doesn't compile.
 */
export type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Translated<Said>
    : T extends object
      ? { readonly [Name in keyof T]: Translated<T[Name]> }
      : T;
