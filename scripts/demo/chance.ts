/** Draws that look random and are the same in each run. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  draw(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  pick<T>(choices: readonly T[]): T;
  /** Each choice as often as its weight says. */
  weighed<T>(choices: readonly (readonly [T, number])[]): T;
}

export function chance(seed: string): Chance {
  const draw = mulberry32(hash(seed));
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(draw() * choices.length)] as T;
  return {
    draw,
    between: (least, most) => least + Math.floor(draw() * (most - least + 1)),
    pick,
    weighed(choices) {
      let rest = draw() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        rest -= weight;
        if (rest < 0) return choice;
      }
      return pick(choices)[0];
    },
  };
}

/**
 * Says how often something happens when it is expected `rate` times: evenly over the long run, so that a share comes out
 * near what was asked for even in a small field, and unevenly enough from one time to the next.
 */
export function evenly({ draw }: Chance): (rate: number) => number {
  let due = draw() * 0.6;
  return (rate) => {
    due += rate * (0.5 + draw());
    const times = Math.floor(due);
    due -= times;
    return times;
  };
}

/** 32 bits of a text (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** A small generator that is good enough for stories (T. Ettinger, public domain). Nothing secret may come from it. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
