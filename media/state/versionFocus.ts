/** Which version of a turn was asked for by a button that will be gone when it is shown, and in which direction. */
export class VersionFocus {
  #wanted: { readonly turnId: string; readonly step: -1 | 1 } | undefined;

  expect(turnId: string, step: -1 | 1): void {
    this.#wanted = { turnId, step };
  }

  /** The direction, the first time the version is shown. */
  take(turnId: string): -1 | 1 | undefined {
    if (this.#wanted?.turnId !== turnId) {
      return undefined;
    }
    const { step } = this.#wanted;
    this.#wanted = undefined;
    return step;
  }
}
