/** Text that is known, where text that streams is expected. */
export async function* once(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield text;
}
