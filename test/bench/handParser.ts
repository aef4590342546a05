const newline = 0x0a;
const prefix = "data: ".length;

/**
 * The least code that reads an event stream: every line is a whole event or empty, nothing is checked and nothing can go
 * wrong. What it costs is the measure for a client that does check.
 */
export async function parseByHand(
  body: AsyncIterable<Buffer>,
  onValue: (value: unknown) => void,
): Promise<void> {
  let started: Buffer[] = [];
  for await (const bytes of body) {
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const line = bytes.subarray(from, end);
      const whole = started.length === 0 ? line : Buffer.concat([...started, line]);
      started = [];
      from = end + 1;
      if (whole.length > prefix) onValue(JSON.parse(whole.toString("utf8", prefix)));
    }
    if (from < bytes.length) started.push(bytes.subarray(from));
  }
}
