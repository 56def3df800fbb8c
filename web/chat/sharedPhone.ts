/** A chat that nobody touched for so long is closed and cleared. */
const IDLE_MS = 10 * 60_000;
/** Once it came to its end she has this long to read the last words. */
const READ_MS = 60_000;
const LOOK_MS = 5_000;

/** "This is a shared phone": forgets the chat when she may have gone away. */
export class SharedPhone {
  private until = 0;
  private looking: ReturnType<typeof setInterval> | undefined;
  private ended = false;

  constructor(private readonly onForget: () => void) {
    for (const name of ['pointerdown', 'keydown', 'scroll', 'visibilitychange'])
      document.addEventListener(name, () => this.touch(), true);
    addEventListener('pagehide', () => this.looking && this.forget());
  }

  set on(shared: boolean) {
    clearInterval(this.looking);
    this.looking = shared ? setInterval(() => this.look(), LOOK_MS) : undefined;
    this.rest();
  }

  /** She wrote, or was written to. @param ended nothing more is to be expected */
  stir(ended: boolean): void {
    this.ended = ended;
    this.rest();
  }

  /** Time runs on while the page sleeps: whoever wakes it finds nothing. */
  private touch(): void {
    this.look();
    this.rest();
  }

  private rest(): void {
    this.until = Date.now() + (this.ended ? READ_MS : IDLE_MS);
  }

  private look(): void {
    if (this.looking && Date.now() > this.until) this.forget();
  }

  private forget(): void {
    clearInterval(this.looking);
    this.looking = undefined;
    this.onForget();
  }
}
