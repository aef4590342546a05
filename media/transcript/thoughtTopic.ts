/** The last heading in a summary of thoughts: what the model is thinking about now. */
export function thoughtTopic(thoughts: string): string | undefined {
  const headings = [...thoughts.matchAll(/^(?:\*\*([^*\n]+)\*\*|#{1,6} +(.+?))[ \t]*$/gm)];
  const last = headings.at(-1);
  return (last?.[1] ?? last?.[2])?.trim();
}
