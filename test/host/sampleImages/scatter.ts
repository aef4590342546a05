/** As many points in the unit cube, the same for the same seed: each run draws the same picture. */
export function scatter(seed: number, count: number): readonly (readonly [number, number, number])[] {
  let state = seed;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return Array.from({ length: count }, () => [next(), next(), next()] as const);
}
