/** What is made when it is first wanted, once. A failure is told to everybody who waits; the next one tries again. */
export class Lazy<T> {
  readonly #make: () => Promise<T>;
  #made: Promise<T> | undefined;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  get(): Promise<T> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  /** Undefined as long as nobody wanted it. */
  peek(): Promise<T> | undefined {
    return this.#made;
  }
}
