/** What is streamed of a turn, piece by piece: each is another one, and some are more than ASCII. */
export function piece(turn: string, index: number): string {
  return `${turn}#${index} – 潮;`;
}

export function textOf(turn: string, count: number): string {
  return Array.from({ length: count }, (_, index) => piece(turn, index)).join("");
}
