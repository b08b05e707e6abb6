/** A text that English says differently of one and of many; Vietnamese has one form. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

type Values = Readonly<Record<string, string | number>>;

/** `Còn {n} ký tự` with its values put in. A name without a value stays as it is, so that a slip is seen. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The form for `n`; `shown` is the number as it is written in the language. */
export function fillCounted(text: Counted, n: number, values: Values & { readonly n: string }): string {
  return fill(n === 1 ? text.one : text.other, values);
}
