/** What a browser's `EventSource` does, as far as streams of the router need it: it comes back once after a break. */
export class NodeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readyState = 0;
  private readonly stop = new AbortController();

  constructor(readonly url: string) {
    super();
    void this.read();
  }

  close(): void {
    this.readyState = 2;
    this.stop.abort();
  }

  private async read(): Promise<void> {
    let wasOpen = false;
    try {
      const response = await fetch(this.url, { signal: this.stop.signal });
      if (!response.ok) return this.fail(2);
      this.readyState = 1;
      wasOpen = true;
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          this.tell(text.slice(0, end));
          text = text.slice(end + 2);
        }
      }
    } catch {}
    // A browser tries again after a break, and gives up where the first try failed on the way.
    this.fail(wasOpen ? 0 : 2);
  }

  private tell(block: string): void {
    const fields = new Map(
      block
        .split('\n')
        .filter((line) => line.includes(':'))
        .map((line) => {
          const at = line.indexOf(':');
          return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
        }),
    );
    if (!fields.has('data') || this.readyState === 2) return;
    const event = new MessageEvent(fields.get('event') ?? 'message', {
      data: fields.get('data'),
      lastEventId: fields.get('id') ?? '',
    });
    this.dispatchEvent(event);
  }

  private fail(state: number): void {
    if (this.readyState === 2) return;
    this.readyState = state;
    this.dispatchEvent(new Event('error'));
  }
}
