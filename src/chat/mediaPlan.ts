/** Bytes that a request may carry in its own body; the rest is uploaded. Base64 makes four of three. */
export const DEFAULT_INLINE_LIMIT = 15 * 1024 * 1024;

export interface PlannedFile {
  /** Bytes. */
  readonly size: number;
  /** It is on the server already, and a reference to it costs nothing. */
  readonly uploaded: boolean;
}

export type Delivery = "inline" | "upload";

/**
 * How each file of a request travels: what is uploaded is referred to, and of the others the smallest go inside the request
 * as long as all that is inside stays within the limit.
 */
export function planDelivery(files: readonly PlannedFile[], limit: number): readonly Delivery[] {
  const plan: Delivery[] = files.map(() => "upload");
  const candidates = files
    .map(({ size, uploaded }, index) => ({ size, uploaded, index }))
    .filter(({ uploaded }) => !uploaded)
    .sort((a, b) => a.size - b.size);
  let total = 0;
  for (const { size, index } of candidates) {
    total += size;
    if (total > limit) {
      break;
    }
    plan[index] = "inline";
  }
  return plan;
}
