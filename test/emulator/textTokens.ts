/** About four characters to the token, as Google says of Latin text. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
